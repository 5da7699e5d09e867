package io.tocsin.tsdb.head;

import io.tocsin.model.Labels;
import io.tocsin.model.SampleBuffer;
import java.util.SortedSet;
import java.util.TreeSet;

/// Series that have ended, on their way from the head to blocks before their windows are over, so
/// that what comes and goes all the time does not fill the memory. What comes for them meanwhile
/// stays in the head. For one thread.
public final class StaleCut {
  private static final int STRIPE = 1 << 10;

  private final Head head;
  private final int[] slots;
  private final long[] lastTimes;
  private final SortedSet<Long> windows = new TreeSet<>();

  /// Begins the cut of these series; see [HeadCollection#stale].
  public StaleCut(Head head, int[] found) {
    this.head = head;
    this.slots = order(found);
    this.lastTimes = new long[slots.length];
    for (int from = 0; from < slots.length; from += STRIPE) {
      seal(from, Math.min(slots.length, from + STRIPE));
    }
  }

  private int[] order(int[] found) {
    long stamp = head.labelLock.readLock();
    try {
      return new SlotOrder(head.index, found).sorted(found);
    } finally {
      head.labelLock.unlockRead(stamp);
    }
  }

  private void seal(int from, int to) {
    long stamp = head.sampleLock.writeLock();
    try {
      for (int i = from; i < to; i++) {
        head.seal(slots[i]);
        lastTimes[i] = head.rows.longAt(slots[i], Rows.LAST_TIME);
        for (int chunk : head.sealed.chunks(slots[i], Long.MIN_VALUE, Long.MAX_VALUE)) {
          windows.add(head.sealed.windowOf(head.sealed.time(chunk, SealedChunks.FIRST_TIME)));
        }
      }
    } finally {
      head.sampleLock.unlockWrite(stamp);
    }
  }

  /// Returns the starts of the windows that the series have samples in.
  public SortedSet<Long> windows() {
    return windows;
  }

  public int size() {
    return slots.length;
  }

  public Labels labels(int series) {
    return head.labels(slots[series]);
  }

  /// Appends what the series had in the window when the cut began.
  public void read(int series, long windowStart, SampleBuffer out) {
    long end = windowStart + head.options.windowMillis() - 1;
    head.read(slots[series], windowStart, Math.min(end, lastTimes[series]), out);
  }

  /// Takes out of the head what was there when the cut began.
  public void drop() {
    for (int from = 0; from < slots.length; from += STRIPE) {
      long stamp = head.sampleLock.writeLock();
      try {
        for (int i = from; i < Math.min(slots.length, from + STRIPE); i++) {
          head.sealed.dropUpTo(slots[i], lastTimes[i]);
        }
      } finally {
        head.sampleLock.unlockWrite(stamp);
      }
    }
  }
}
