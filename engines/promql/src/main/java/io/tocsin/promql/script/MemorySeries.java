package io.tocsin.promql.script;

import io.tocsin.model.Labels;
import io.tocsin.model.SampleBuffer;
import java.util.Arrays;

/// One series in two growing columns. Guarded by the lock of its store.
final class MemorySeries {
  private final Labels labels;
  private long[] timestamps = new long[16];
  private double[] values = new double[16];
  private int size;

  MemorySeries(Labels labels) {
    this.labels = labels;
  }

  Labels labels() {
    return labels;
  }

  void add(long timestampMillis, double value) {
    if (size == timestamps.length) {
      timestamps = Arrays.copyOf(timestamps, size * 2);
      values = Arrays.copyOf(values, size * 2);
    }
    timestamps[size] = timestampMillis;
    values[size++] = value;
  }

  int size() {
    return size;
  }

  long lastTimestamp() {
    return size == 0 ? Long.MIN_VALUE : timestamps[size - 1];
  }

  double lastValue() {
    return values[size - 1];
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
    private final int from;
    private final int to;

    Columns(MemorySeries series, int from, int to) {
      this.labels = series.labels;
      this.timestamps = series.timestamps;
      this.values = series.values;
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
          out.add(timestamps[i], values[i]);
        }
      }
    }
  }
}
