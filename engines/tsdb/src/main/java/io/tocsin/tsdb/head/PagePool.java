package io.tocsin.tsdb.head;

import java.io.Closeable;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// Native memory in pages of 256 KiB that are reused, never returned before close: closing a shared
/// arena stops every thread, reusing a page does not. A reference to 8 aligned bytes in a page fits
/// an `int`; 0 is no reference.
final class PagePool implements Closeable {
  static final int PAGE_BYTES = 1 << 18;
  private static final int UNIT_BITS = 15;
  private static final int PAGES_MAX = 1 << (32 - UNIT_BITS);

  private final Arena arena = Arena.ofShared();
  private volatile MemorySegment[] pages = {MemorySegment.NULL};
  private int count = 1;
  private int[] free = new int[16];
  private int freeCount;

  /// Returns the number of a page with any content.
  synchronized int take() {
    if (freeCount > 0) {
      return free[--freeCount];
    }
    if (count == PAGES_MAX) {
      throw new IllegalStateException("head memory: " + bytes() + " bytes (expected: < 32 GiB)");
    }
    var grown = pages;
    if (count == grown.length) {
      grown = Arrays.copyOf(grown, Math.max(64, count * 2));
    }
    grown[count] = arena.allocate(PAGE_BYTES, 64);
    pages = grown;
    return count++;
  }

  synchronized void giveBack(int page) {
    if (freeCount == free.length) {
      free = Arrays.copyOf(free, freeCount * 2);
    }
    free[freeCount++] = page;
  }

  MemorySegment page(int number) {
    return pages[number];
  }

  MemorySegment at(int ref) {
    return pages[ref >>> UNIT_BITS];
  }

  static int ref(int page, int offset) {
    assert (offset & 7) == 0;
    return (page << UNIT_BITS) | (offset >>> 3);
  }

  static long offset(int ref) {
    return (ref & ((1L << UNIT_BITS) - 1)) << 3;
  }

  synchronized long bytes() {
    return (long) (count - 1) * PAGE_BYTES;
  }

  @Override
  public void close() {
    arena.close();
  }
}
