package io.tocsin.tsdb.head;

import java.util.Arrays;

/// Samples of many series in three columns, as one commit brings them and the log keeps them. For
/// one thread.
public final class SampleBatch {
  private int[] ids = new int[64];
  private long[] times = new long[64];
  private long[] bits = new long[64];
  private int size;

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

  /// The value's raw bits.
  public long bits(int i) {
    return bits[i];
  }

  public void add(int id, long time, long valueBits) {
    if (size == ids.length) {
      ids = Arrays.copyOf(ids, size * 2);
      times = Arrays.copyOf(times, size * 2);
      bits = Arrays.copyOf(bits, size * 2);
    }
    ids[size] = id;
    times[size] = time;
    bits[size++] = valueBits;
  }

  public void clear() {
    size = 0;
  }
}
