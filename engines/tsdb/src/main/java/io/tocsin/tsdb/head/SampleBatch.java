package io.tocsin.tsdb.head;

import java.util.Arrays;

/// Samples of many series in three columns, as one commit brings them and the log keeps them. For
/// one thread.
public final class SampleBatch {
  private int[] ids;
  private long[] times;
  private long[] bits;
  private int size;

  public SampleBatch() {
    this(64);
  }

  SampleBatch(int capacity) {
    ids = new int[capacity];
    times = new long[capacity];
    bits = new long[capacity];
  }

  public int size() {
    return size;
  }

  public int id(int i) {
    return ids[i];
  }

  /// Milliseconds since the Unix epoch.
  public long time(int i) {
    return times[i];
  }

  /// Returns the oldest time, or `Long.MAX_VALUE`.
  long minTime() {
    long min = Long.MAX_VALUE;
    for (int i = 0; i < size; i++) {
      min = Math.min(min, times[i]);
    }
    return min;
  }

  /// The value's raw bits.
  public long bits(int i) {
    return bits[i];
  }

  public void add(int id, long time, long valueBits) {
    if (size == ids.length) {
      int capacity = Math.max(16, size * 2);
      ids = Arrays.copyOf(ids, capacity);
      times = Arrays.copyOf(times, capacity);
      bits = Arrays.copyOf(bits, capacity);
    }
    ids[size] = id;
    times[size] = time;
    bits[size++] = valueBits;
  }

  public void clear() {
    size = 0;
  }
}
