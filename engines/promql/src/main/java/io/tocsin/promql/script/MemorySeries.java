package io.tocsin.promql.script;

import io.tocsin.model.Histogram;
import io.tocsin.model.Histogram.ResetHint;
import io.tocsin.model.Labels;
import io.tocsin.model.SampleBuffer;
import io.tocsin.promql.histogram.Resets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// One series in growing columns. Guarded by the lock of its store.
///
/// Hints of histograms are kept as Prometheus' store keeps them: "gauge" stays, "not reset" is said
/// of what continues the histogram before it, and a new beginning is unknown.
final class MemorySeries {
  private final Labels labels;
  private long[] timestamps = new long[16];
  private double[] values = new double[16];
  private long[] starts = new long[16];
  private @Nullable Histogram[] histograms = new Histogram[16];
  private int size;

  MemorySeries(Labels labels) {
    this.labels = labels;
  }

  Labels labels() {
    return labels;
  }

  void add(MemoryAppender.Sample sample) {
    if (size == timestamps.length) {
      timestamps = Arrays.copyOf(timestamps, size * 2);
      values = Arrays.copyOf(values, size * 2);
      starts = Arrays.copyOf(starts, size * 2);
      histograms = Arrays.copyOf(histograms, size * 2);
    }
    timestamps[size] = sample.timestampMillis();
    values[size] = sample.value();
    starts[size] = sample.startMillis();
    var histogram = sample.histogram();
    histograms[size] = histogram == null ? null : histogram.withHint(hint(histogram));
    size++;
  }

  private ResetHint hint(Histogram histogram) {
    if (histogram.hint() == ResetHint.GAUGE) {
      return ResetHint.GAUGE;
    }
    var before = size == 0 ? null : histograms[size - 1];
    boolean continues =
        before != null
            && before.hint() != ResetHint.GAUGE
            && histogram.hint() != ResetHint.RESET
            && before.layout().schema() == histogram.layout().schema()
            && before.layout().zeroThreshold() == histogram.layout().zeroThreshold()
            && Arrays.equals(before.layout().customBounds(), histogram.layout().customBounds())
            && !Resets.between(before, histogram.withHint(ResetHint.UNKNOWN));
    return continues ? ResetHint.NOT_RESET : ResetHint.UNKNOWN;
  }

  int size() {
    return size;
  }

  long lastTimestamp() {
    return size == 0 ? Long.MIN_VALUE : timestamps[size - 1];
  }

  MemoryAppender.Sample last(int id) {
    int at = size - 1;
    return new MemoryAppender.Sample(id, timestamps[at], values[at], histograms[at], starts[at]);
  }

  /// Returns what is stored within the range; later samples do not change it.
  Columns columns(long mintMillis, long maxtMillis) {
    int from = lowerBound(mintMillis);
    int to = maxtMillis == Long.MAX_VALUE ? size : lowerBound(maxtMillis + 1);
    return new Columns(this, from, to);
  }

  private int lowerBound(long timestampMillis) {
    int at = Arrays.binarySearch(timestamps, 0, size, timestampMillis);
    return at < 0 ? -at - 1 : at;
  }

  /// A run of samples, from `from` to `to` (excluded). Written entries of the arrays never change.
  static final class Columns {
    private final Labels labels;
    private final long[] timestamps;
    private final double[] values;
    private final long[] starts;
    private final @Nullable Histogram[] histograms;
    private final int from;
    private final int to;

    Columns(MemorySeries series, int from, int to) {
      this.labels = series.labels;
      this.timestamps = series.timestamps;
      this.values = series.values;
      this.starts = series.starts;
      this.histograms = series.histograms;
      this.from = from;
      this.to = to;
    }

    Labels labels() {
      return labels;
    }

    boolean isEmpty() {
      return from >= to;
    }

    /// Appends the samples within the range, both ends included.
    void read(long mintMillis, long maxtMillis, SampleBuffer out) {
      for (int i = from; i < to; i++) {
        if (timestamps[i] >= mintMillis && timestamps[i] <= maxtMillis) {
          var histogram = histograms[i];
          if (histogram == null) {
            out.add(timestamps[i], values[i]);
          } else {
            out.add(timestamps[i], histogram);
          }
          if (starts[i] != 0) {
            out.startAt(out.size() - 1, starts[i]);
          }
        }
      }
    }
  }
}
