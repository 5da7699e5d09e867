package io.tocsin.model;

import java.util.Arrays;

/// A growing run of float samples of one series in two columns, timestamps ascending. Reused from
/// series to series; for one thread. The arrays are the live ones: only the first `size()` count.
public final class SampleBuffer {
  private long[] timestamps = new long[256];
  private double[] values = new double[256];
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

  public void clear() {
    size = 0;
  }

  /// Makes room for `more` further samples, so that a decoder can write to the arrays itself and
  /// then call [#grow].
  public void reserve(int more) {
    if (size + more > timestamps.length) {
      int capacity = Math.max(size + more, timestamps.length * 2);
      timestamps = Arrays.copyOf(timestamps, capacity);
      values = Arrays.copyOf(values, capacity);
    }
  }

  /// Counts `more` samples that were written to the arrays behind `size()`.
  public void grow(int more) {
    assert size + more <= timestamps.length;
    size += more;
  }

  /// Cuts the run to its first `newSize` samples.
  public void truncate(int newSize) {
    assert newSize <= size;
    size = newSize;
  }

  public void add(long timestampMillis, double value) {
    reserve(1);
    timestamps[size] = timestampMillis;
    values[size++] = value;
  }
}
