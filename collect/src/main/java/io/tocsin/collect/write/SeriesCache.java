package io.tocsin.collect.write;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/// From 96 bits of keyed hash of raw label bytes to series ids, 16 bytes per slot, in locked parts.
/// A part that is full starts over, which costs one look-up in the store per series. So does one
/// part after another as time passes: a store may in the end give the id of a series that is long
/// gone to another, and no entry may live to see that.
final class SeriesCache {
  private static final int PARTS = 64;
  private static final int FIRST_SLOTS = 16;
  private static final long NANOS_PER_PART = 450L * 1_000_000_000;

  private final Part[] parts = new Part[PARTS];
  private final AtomicInteger entries = new AtomicInteger();
  private final LongAdder resets = new LongAdder();
  private final AtomicLong renewedNanos;
  private final AtomicInteger nextPart = new AtomicInteger();

  /// @param mostEntries bound of all parts together
  /// @param nanos now, on the clock that [#renew] is told
  SeriesCache(int mostEntries, long nanos) {
    renewedNanos = new AtomicLong(nanos);
    int perPart = Math.max(1, mostEntries / PARTS);
    for (int i = 0; i < PARTS; i++) {
      parts[i] = new Part(perPart);
    }
  }

  /// Returns the id under the hash; 0 where there is none.
  int find(long low, long high) {
    return part(high).find(low, (int) high);
  }

  /// Sets the id (positive) under the hash.
  void put(long low, long high, int id) {
    part(high).put(low, (int) high, id);
  }

  /// Lets the parts start over whose turn has come: each has one every 8 hours.
  void renew(long nanos) {
    long last = renewedNanos.get();
    long due = Math.min(PARTS, (nanos - last) / NANOS_PER_PART);
    if (due > 0 && renewedNanos.compareAndSet(last, nanos)) {
      for (long part = 0; part < due; part++) {
        parts[nextPart.getAndIncrement() & (PARTS - 1)].clear();
      }
    }
  }

  int entries() {
    return entries.get();
  }

  /// Returns how often a part was full and started over.
  long resets() {
    return resets.sum();
  }

  private Part part(long high) {
    return parts[(int) (high >>> 58)];
  }

  /// An open-addressed table of pairs: the low hash, then 32 more bits of it and the id.
  private final class Part {
    private final int mostEntries;
    private long[] slots = new long[2 * FIRST_SLOTS];
    private int size;

    Part(int mostEntries) {
      this.mostEntries = mostEntries;
    }

    synchronized int find(long low, int more) {
      int at = slot(slots, low, more);
      return (int) slots[at + 1];
    }

    synchronized void put(long low, int more, int id) {
      int at = slot(slots, low, more);
      if (slots[at + 1] == 0) {
        at = makeRoom(low, more);
        size++;
        entries.incrementAndGet();
      }
      slots[at] = low;
      slots[at + 1] = (long) more << 32 | id;
    }

    synchronized void clear() {
      Arrays.fill(slots, 0);
      entries.addAndGet(-size);
      size = 0;
    }

    private int makeRoom(long low, int more) {
      if (size >= mostEntries) {
        clear();
        resets.increment();
      } else if ((size + 1) * 8 > slots.length * 3) {
        slots = grown();
      }
      return slot(slots, low, more);
    }

    private long[] grown() {
      var wider = new long[slots.length * 2];
      for (int i = 0; i < slots.length; i += 2) {
        if (slots[i + 1] != 0) {
          int at = slot(wider, slots[i], (int) (slots[i + 1] >>> 32));
          wider[at] = slots[i];
          wider[at + 1] = slots[i + 1];
        }
      }
      return wider;
    }

    /// Returns where the hash is, or the empty slot where it would go; an empty slot has no id.
    private static int slot(long[] slots, long low, int more) {
      int mask = slots.length - 1;
      int at = (int) low * 2 & mask;
      while (slots[at + 1] != 0 && (slots[at] != low || (int) (slots[at + 1] >>> 32) != more)) {
        at = at + 2 & mask;
      }
      return at;
    }
  }
}
