package io.tocsin.model;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A growing run of samples of one series in columns, timestamps ascending. Reused from series to
/// series; for one thread. The arrays are the live ones: only the first `size()` entries count.
///
/// A sample is a float or a native histogram. The column of histograms is made when the first one
/// comes, so that series of floats never pay for it. Where a sample is a histogram, its entry of
/// `values()` is an ordinary NaN; where it is a float, its entry of `histograms()` is null. The
/// staleness marker is always a float.
///
/// Since when a counter has been counting is a further column, made when it is first said of a
/// sample ([#startAt]).
public final class SampleBuffer {
  private long[] timestamps = new long[256];
  private double[] values = new double[256];
  private @Nullable Histogram @Nullable [] histograms;
  private boolean hasHistograms;
  private long @Nullable [] starts;
  private boolean hasStarts;
  private int size;

  public int size() {
    return size;
  }

  /// Milliseconds since the Unix epoch.
  public long[] timestamps() {
    return timestamps;
  }

  public double[] values() {
    return values;
  }

  /// Returns the column of histograms, null while no histogram was added since the last [#clear].
  public @Nullable Histogram @Nullable [] histograms() {
    return hasHistograms ? histograms : null;
  }

  /// Returns the histogram at a position, or null where the sample is a float.
  public @Nullable Histogram histogram(int position) {
    return hasHistograms && histograms != null ? histograms[position] : null;
  }

  /// Returns since when each sample's counter has been counting, in milliseconds since the Unix
  /// epoch, 0 where that is not known; null if it is known of none.
  public long @Nullable [] starts() {
    return hasStarts ? starts : null;
  }

  public void clear() {
    truncate(0);
  }

  /// Makes room for `more` further samples, so that a decoder can write to the arrays itself and
  /// then call [#grow]. Histograms are only added by [#add].
  public void reserve(int more) {
    if (size + more > timestamps.length) {
      int capacity = Math.max(size + more, timestamps.length * 2);
      timestamps = Arrays.copyOf(timestamps, capacity);
      values = Arrays.copyOf(values, capacity);
      if (histograms != null) {
        histograms = Arrays.copyOf(histograms, capacity);
      }
      if (starts != null) {
        starts = Arrays.copyOf(starts, capacity);
      }
    }
  }

  /// Counts `more` float samples that were written to the arrays behind `size()`.
  public void grow(int more) {
    assert size + more <= timestamps.length;
    size += more;
  }

  /// Cuts the run to its first `newSize` samples.
  public void truncate(int newSize) {
    assert newSize <= size;
    if (hasHistograms && histograms != null) {
      Arrays.fill(histograms, newSize, size, null);
      hasHistograms = newSize > 0;
    }
    if (hasStarts && starts != null) {
      Arrays.fill(starts, newSize, size, 0);
      hasStarts = newSize > 0;
    }
    size = newSize;
  }

  public void add(long timestampMillis, double value) {
    reserve(1);
    timestamps[size] = timestampMillis;
    values[size++] = value;
  }

  public void add(long timestampMillis, Histogram value) {
    reserve(1);
    if (histograms == null) {
      histograms = new Histogram[timestamps.length];
    }
    hasHistograms = true;
    timestamps[size] = timestampMillis;
    values[size] = Double.NaN;
    histograms[size++] = value;
  }

  /// Says since when the counter of a sample of this run has been counting; 0 for unknown.
  public void startAt(int position, long startMillis) {
    assert position < size;
    if (startMillis == 0 && !hasStarts) {
      return;
    }
    if (starts == null) {
      starts = new long[timestamps.length];
    }
    hasStarts = true;
    starts[position] = startMillis;
  }

  /// Adds the sample at a position of another run.
  public void addFrom(SampleBuffer other, int position) {
    var histogram = other.histogram(position);
    if (histogram == null) {
      add(other.timestamps[position], other.values[position]);
    } else {
      add(other.timestamps[position], histogram);
    }
    if (other.hasStarts && other.starts != null) {
      startAt(size - 1, other.starts[position]);
    }
  }
}
