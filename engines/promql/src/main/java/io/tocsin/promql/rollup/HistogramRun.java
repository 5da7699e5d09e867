package io.tocsin.promql.rollup;

import io.tocsin.model.Histogram;
import io.tocsin.promql.histogram.Resets;
import java.util.Arrays;

/// The histograms of one series, and for every step which of them lie in its window: from
/// `low[step]` to before `high[step]`. Reused from series to series.
public final class HistogramRun {
  final int[] low;
  final int[] high;
  private long[] times = new long[64];
  private long[] starts = new long[64];
  private Histogram[] values = new Histogram[64];
  private boolean[] resets = new boolean[64];
  private boolean knowsResets;
  private boolean hasStarts;
  private int size;

  HistogramRun(int steps) {
    low = new int[steps];
    high = new int[steps];
  }

  void clear() {
    Arrays.fill(values, 0, size, null);
    size = 0;
    knowsResets = false;
    hasStarts = false;
  }

  void add(long timestampMillis, Histogram value, long startMillis) {
    if (size == times.length) {
      times = Arrays.copyOf(times, 2 * size);
      starts = Arrays.copyOf(starts, 2 * size);
      values = Arrays.copyOf(values, 2 * size);
      resets = new boolean[2 * size];
    }
    times[size] = timestampMillis;
    starts[size] = startMillis;
    values[size++] = value;
    hasStarts |= startMillis != 0;
  }

  /// Finds the windows.
  ///
  /// @return how many samples the windows hold, histograms counted as the floats they weigh
  long arrange(Windows windows) {
    windows.find(times, size, low, high);
    long weight = 0;
    long[] upTo = new long[size + 1];
    for (int i = 0; i < size; i++) {
      upTo[i + 1] = upTo[i] + Row.samples(values[i]);
    }
    for (int step = 0; step < low.length; step++) {
      weight += upTo[high[step]] - upTo[low[step]];
    }
    return weight;
  }

  /// Returns how many samples the windows hold, those that several share counted once.
  long distinct() {
    long distinct = 0;
    int next = 0;
    for (int step = 0; step < low.length; step++) {
      for (next = Math.max(next, low[step]); next < high[step]; next++) {
        distinct += Row.samples(values[next]);
      }
    }
    return distinct;
  }

  /// Returns the position of the first histogram in a step's window.
  public int low(int step) {
    return low[step];
  }

  /// Returns the position behind the last histogram in a step's window.
  public int high(int step) {
    return high[step];
  }

  int size() {
    return size;
  }

  boolean hasStarts() {
    return hasStarts;
  }

  public long time(int position) {
    return times[position];
  }

  long[] times() {
    return times;
  }

  long start(int position) {
    return starts[position];
  }

  public Histogram value(int position) {
    return values[position];
  }

  /// Tells whether counting began anew between the histogram before and the one at a position.
  boolean reset(int position) {
    if (!knowsResets) {
      for (int i = 1; i < size; i++) {
        resets[i] = Resets.between(values[i - 1], values[i]);
      }
      knowsResets = true;
    }
    return resets[position];
  }
}
