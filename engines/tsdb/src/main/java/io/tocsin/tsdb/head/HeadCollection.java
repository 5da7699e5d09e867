package io.tocsin.tsdb.head;

import io.tocsin.model.StaleNan;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;

/// Walks over all series: counts what each window holds, and drops series that have had nothing in
/// memory for two walks. Their slots are reused when the last reader who may know them has left.
/// For one thread.
public final class HeadCollection {
  private static final int STRIPE = 1 << 12;

  /// Whoever writes may remember the id of a series for eight hours; after that long without it,
  /// the same id may be another's.
  private static final long REST_MILLIS = 9 * 3_600_000L;

  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  private record Retired(long epoch, int[] slots) {}

  /// Slots of which the next series would begin the generations anew.
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  private record Resting(long untilMillis, int[] slots) {}

  private final Head head;
  private final Queue<Resting> resting = new ArrayDeque<>();
  private final Queue<Retired> retired = new ArrayDeque<>();

  public HeadCollection(Head head) {
    this.head = head;
  }

  /// Returns how many samples each window (by its start) holds.
  public Map<Long, Long> windows() {
    head.beginMinTime();
    var samples = new TreeMap<Long, Long>();
    for (int from = 1; from < head.rows.end(); from += STRIPE) {
      long stamp = head.sampleLock.readLock();
      try {
        countOpen(from, samples);
      } finally {
        head.sampleLock.unlockRead(stamp);
      }
    }
    long stamp = head.sampleLock.readLock();
    try {
      head.sealed
          .windows()
          .forEach((start, window) -> samples.merge(start, window.samples, Long::sum));
      head.runs.forEach(run ->
          samples.merge(head.sealed.windowOf(run.firstTime()), (long) run.size(), Long::sum));
    } finally {
      head.sampleLock.unlockRead(stamp);
    }
    countLate(samples);
    head.endMinTime(samples.isEmpty() ? Long.MAX_VALUE : samples.firstKey());
    return samples;
  }

  private void countLate(Map<Long, Long> samples) {
    long stamp = head.sampleLock.writeLock();
    try {
      head.late.countOpen(samples);
    } finally {
      head.sampleLock.unlockWrite(stamp);
    }
  }

  private void countOpen(int from, Map<Long, Long> samples) {
    int to = Math.min(head.rows.end(), from + STRIPE);
    long window = 0;
    long count = 0;
    for (int slot = from; slot < to; slot++) {
      int open = head.rows.openCount(slot);
      if (open > 0) {
        long start = head.sealed.windowOf(head.rows.longAt(slot, Rows.OPEN_TIME));
        if (start != window) {
          add(samples, window, count);
          window = start;
          count = 0;
        }
        count += open;
      }
    }
    add(samples, window, count);
  }

  private static void add(Map<Long, Long> samples, long window, long count) {
    if (count > 0) {
      samples.merge(window, count, Long::sum);
    }
  }

  /// Returns the series whose last sample says that they have ended, at that time or before, and
  /// that still have samples in memory, none of them late.
  public int[] stale(long endedMillis) {
    var found = new int[64];
    int count = 0;
    for (int from = 1; from < head.rows.end(); from += STRIPE) {
      long stamp = head.sampleLock.readLock();
      try {
        int to = Math.min(head.rows.end(), from + STRIPE);
        for (int slot = from; slot < to; slot++) {
          if (isStale(slot, endedMillis)) {
            found = count == found.length ? Arrays.copyOf(found, count * 2) : found;
            found[count++] = slot;
          }
        }
      } finally {
        head.sampleLock.unlockRead(stamp);
      }
    }
    return Arrays.copyOf(found, count);
  }

  private boolean isStale(int slot, long endedMillis) {
    return head.rows.alive(slot)
        && StaleNan.is(Double.longBitsToDouble(head.rows.longAt(slot, Rows.LAST_BITS)))
        && head.rows.longAt(slot, Rows.LAST_TIME) <= endedMillis
        && !head.rows.late(slot)
        && !isEmpty(slot);
  }

  /// Drops idle series and frees what was dropped before; returns how many series were dropped.
  public int collect() {
    int dropped = 0;
    for (int from = 1; from < head.rows.end(); from += STRIPE) {
      dropped += stripe(from);
    }
    free();
    return dropped;
  }

  private int stripe(int from) {
    long labels = head.labelLock.writeLock();
    long samples = head.sampleLock.writeLock();
    try {
      var gone = new int[STRIPE];
      int count = 0;
      int to = Math.min(head.rows.end(), from + STRIPE);
      for (int slot = from; slot < to; slot++) {
        if (isEmpty(slot) && head.rows.idleAgain(slot)) {
          head.index.remove(slot);
          head.rows.kill(slot);
          gone[count++] = slot;
        }
      }
      if (count > 0) {
        retired.add(new Retired(head.epochs.advance(), Arrays.copyOf(gone, count)));
      }
      return count;
    } finally {
      head.sampleLock.unlockWrite(samples);
      head.labelLock.unlockWrite(labels);
    }
  }

  private boolean isEmpty(int slot) {
    return head.rows.alive(slot)
        && head.rows.openCount(slot) == 0
        && head.rows.intAt(slot, Rows.CHUNK) == 0
        && !head.rows.run(slot)
        && !head.rows.late(slot);
  }

  private void free() {
    long stamp = head.labelLock.writeLock();
    try {
      long now = head.clock.millis();
      while (!resting.isEmpty() && resting.peek().untilMillis() <= now) {
        for (int slot : resting.remove().slots()) {
          head.rows.release(slot);
        }
      }
      while (!retired.isEmpty() && head.epochs.left(retired.peek().epoch())) {
        free(retired.remove().slots(), now);
      }
    } finally {
      head.labelLock.unlockWrite(stamp);
    }
  }

  private void free(int[] slots, long now) {
    var last = new int[slots.length];
    int count = 0;
    for (int slot : slots) {
      head.index.release(slot);
      if (head.rows.isLastGeneration(slot)) {
        last[count++] = slot;
      } else {
        head.rows.release(slot);
      }
    }
    if (count > 0) {
      resting.add(new Resting(now + REST_MILLIS, Arrays.copyOf(last, count)));
    }
  }
}
