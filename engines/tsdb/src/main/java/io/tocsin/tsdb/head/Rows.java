package io.tocsin.tsdb.head;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// One row of 64 bytes per series slot. A series id is the slot with four bits of the slot's
/// generation above it, so that the id of a dropped series is not taken for its successors'.
final class Rows {
  static final int SLOT_BITS = 27;
  static final int SLOT_MASK = (1 << SLOT_BITS) - 1;
  static final int SLOTS_MAX = SLOT_MASK;

  static final int LAST_TIME = 0;
  static final int LAST_BITS = 8;
  static final int LABELS = 16;
  static final int HASH_LOW = 20;
  static final int OPEN_HEAD = 24;
  static final int OPEN_TAIL = 28;
  static final int OPEN_BITS = 32;
  static final int HASH_HIGH = 36;
  static final int LAST_DELTA = 40;
  static final int CHUNK = 44;
  static final int OPEN_TIME = 48;
  static final int GENERATION = 56;
  static final int ALIVE = 57;
  static final int LEADING = 58;
  static final int SIGNIFICANT = 59;
  static final int IDLE = 60;
  static final int OPEN_COUNT = 61;
  static final int FLAGS = 62;
  private static final int LATE = 1;
  private static final int RUN = 2;
  private static final int ROW_BITS = 6;
  static final int BYTES = 1 << ROW_BITS;
  private static final int PAGE_SLOT_BITS = 12;
  private static final int PAGE_SLOT_MASK = (1 << PAGE_SLOT_BITS) - 1;

  private final PagePool pool;
  private volatile MemorySegment[] pages = new MemorySegment[0];
  private int end = 1;
  private int[] free = new int[16];
  private int freeCount;

  Rows(PagePool pool) {
    this.pool = pool;
    addPage();
  }

  private void addPage() {
    var grown = Arrays.copyOf(pages, pages.length + 1);
    grown[pages.length] = pool.page(pool.take()).fill((byte) 0);
    pages = grown;
  }

  /// Returns the slot behind the highest one ever used.
  int end() {
    return end;
  }

  /// Takes a slot and makes it a living series without samples.
  int take() {
    int slot = freeCount > 0 ? free[--freeCount] : end;
    claim(slot, (generation(slotChecked(slot)) + 1) & 15);
    return slot;
  }

  private int slotChecked(int slot) {
    while (slot >>> PAGE_SLOT_BITS >= pages.length) {
      addPage();
    }
    return slot;
  }

  /// Makes `slot` a living series of that generation without samples.
  void claim(int slot, int generation) {
    slotChecked(slot);
    end = Math.max(end, slot + 1);
    var page = page(slot);
    long row = row(slot);
    page.asSlice(row, BYTES).fill((byte) 0);
    page.set(JAVA_LONG, row + LAST_TIME, Long.MIN_VALUE);
    page.set(JAVA_BYTE, row + GENERATION, (byte) generation);
    page.set(JAVA_BYTE, row + ALIVE, (byte) 1);
  }

  /// Puts a living series with everything it has into a slot.
  void restore(int slot, Image row) {
    slotChecked(slot);
    end = Math.max(end, slot + 1);
    row.copyTo(page(slot), row(slot));
  }

  /// Rebuilds the list of free slots after slots were claimed one by one.
  void collectFree() {
    freeCount = 0;
    for (int slot = end - 1; slot > 0; slot--) {
      if (!alive(slot)) {
        release(slot);
      }
    }
  }

  /// Notes that someone is about to write to the series, so that it is not dropped meanwhile.
  void touch(int slot) {
    page(slot).set(JAVA_BYTE, row(slot) + IDLE, (byte) 0);
  }

  /// Notes that the series has nothing left in memory; true if it was so before already.
  boolean idleAgain(int slot) {
    boolean before = page(slot).get(JAVA_BYTE, row(slot) + IDLE) == 1;
    page(slot).set(JAVA_BYTE, row(slot) + IDLE, (byte) 1);
    return before;
  }

  void kill(int slot) {
    page(slot).set(JAVA_BYTE, row(slot) + ALIVE, (byte) 0);
  }

  /// Lets the slot of a dead series be taken again.
  void release(int slot) {
    if (freeCount == free.length) {
      free = Arrays.copyOf(free, freeCount * 2);
    }
    free[freeCount++] = slot;
  }

  /// Tells whether the next series in the slot would get an id that one in it has had before.
  boolean isLastGeneration(int slot) {
    return generation(slot) == 15;
  }

  int id(int slot) {
    return (generation(slot) << SLOT_BITS) | slot;
  }

  /// Returns the slot of a living series, or 0 if the id is of none.
  int slot(int id) {
    int slot = id & SLOT_MASK;
    if (id <= 0 || slot == 0 || slot >>> PAGE_SLOT_BITS >= pages.length) {
      return 0;
    }
    var page = page(slot);
    long row = row(slot);
    boolean same = page.get(JAVA_BYTE, row + GENERATION) == id >>> SLOT_BITS;
    return same && page.get(JAVA_BYTE, row + ALIVE) == 1 ? slot : 0;
  }

  boolean alive(int slot) {
    return page(slot).get(JAVA_BYTE, row(slot) + ALIVE) == 1;
  }

  private int generation(int slot) {
    return page(slot).get(JAVA_BYTE, row(slot) + GENERATION);
  }

  MemorySegment page(int slot) {
    return pages[slot >>> PAGE_SLOT_BITS];
  }

  static long row(int slot) {
    return (long) (slot & PAGE_SLOT_MASK) << ROW_BITS;
  }

  int openCount(int slot) {
    return page(slot).get(JAVA_BYTE, row(slot) + OPEN_COUNT);
  }

  void openCount(int slot, int count) {
    page(slot).set(JAVA_BYTE, row(slot) + OPEN_COUNT, (byte) count);
  }

  /// Tells whether the series has samples that came out of order.
  boolean late(int slot) {
    return (flags(slot) & LATE) != 0;
  }

  void late(int slot, boolean has) {
    flag(slot, LATE, has);
  }

  /// Tells whether the series' newest samples are in an [OpenRun].
  boolean run(int slot) {
    return (flags(slot) & RUN) != 0;
  }

  void run(int slot, boolean has) {
    flag(slot, RUN, has);
  }

  private int flags(int slot) {
    return page(slot).get(JAVA_BYTE, row(slot) + FLAGS);
  }

  private void flag(int slot, int flag, boolean set) {
    int flags = set ? flags(slot) | flag : flags(slot) & ~flag;
    page(slot).set(JAVA_BYTE, row(slot) + FLAGS, (byte) flags);
  }

  /// Returns the hash of the series' label set.
  long hash(int slot) {
    return ((long) intAt(slot, HASH_HIGH) << 32) | (intAt(slot, HASH_LOW) & 0xffff_ffffL);
  }

  void hash(int slot, long hash) {
    set(slot, HASH_HIGH, (int) (hash >>> 32));
    set(slot, HASH_LOW, (int) hash);
  }

  int intAt(int slot, int column) {
    return page(slot).get(JAVA_INT, row(slot) + column);
  }

  void set(int slot, int column, int value) {
    page(slot).set(JAVA_INT, row(slot) + column, value);
  }

  long longAt(int slot, int column) {
    return page(slot).get(JAVA_LONG, row(slot) + column);
  }

  void set(int slot, int column, long value) {
    page(slot).set(JAVA_LONG, row(slot) + column, value);
  }
}
