package io.tocsin.tsdb.head;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.MemorySegment;

/// Reads bits, highest first, from a chain of cells or from words in a row.
final class BitReader {
  private final PagePool pool;
  private MemorySegment page;
  private long at;
  private int left;
  private long buffer;
  private int available;

  private BitReader(PagePool pool, int ref, int skip, boolean chained) {
    this.pool = pool;
    this.page = pool.at(ref);
    this.at = PagePool.offset(ref) + skip;
    this.left = chained ? Cells.WORDS : Integer.MAX_VALUE;
  }

  static BitReader cells(PagePool pool, int firstCell) {
    return new BitReader(pool, firstCell, 0, true);
  }

  static BitReader words(PagePool pool, int ref, int skipBytes) {
    return new BitReader(pool, ref, skipBytes, false);
  }

  private int word() {
    if (left == 0) {
      int next = page.get(JAVA_INT, at);
      page = pool.at(next);
      at = PagePool.offset(next);
      left = Cells.WORDS;
    }
    int word = page.get(JAVA_INT, at);
    at += 4;
    left--;
    return word;
  }

  /// Returns the next `n` bits, 1 to 32 of them.
  long bits(int n) {
    if (available < n) {
      buffer = (buffer << 32) | (word() & 0xffff_ffffL);
      available += 32;
    }
    available -= n;
    return (buffer >>> available) & ((1L << n) - 1);
  }

  /// Returns the next `n` bits, 1 to 64 of them.
  long longBits(int n) {
    if (n <= 32) {
      return bits(n);
    }
    long high = bits(n - 32);
    return (high << 32) | bits(32);
  }

  boolean bit() {
    return bits(1) != 0;
  }
}
