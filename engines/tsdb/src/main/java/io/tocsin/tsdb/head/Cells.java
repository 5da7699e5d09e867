package io.tocsin.tsdb.head;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import io.tocsin.tsdb.chunk.ByteReader;

/// Cells of 32 bytes from which open chunks are chained: seven data words and the next cell. A
/// chain grows without copying, so a million series that grow together leave no holes behind.
final class Cells {
  static final int WORDS = 7;
  static final int BITS = WORDS * 32;
  static final int NEXT = WORDS * 4;
  private static final int BYTES = 32;

  private final PagePool pool;
  private int free;
  private int page;
  private int used = PagePool.PAGE_BYTES;

  Cells(PagePool pool) {
    this.pool = pool;
  }

  int take() {
    if (free != 0) {
      int cell = free;
      free = next(cell);
      return cell;
    }
    if (used == PagePool.PAGE_BYTES) {
      page = pool.take();
      used = 0;
    }
    int cell = PagePool.ref(page, used);
    used += BYTES;
    return cell;
  }

  int next(int cell) {
    return pool.at(cell).get(JAVA_INT, PagePool.offset(cell) + NEXT);
  }

  void link(int cell, int next) {
    pool.at(cell).set(JAVA_INT, PagePool.offset(cell) + NEXT, next);
  }

  int word(int cell, int index) {
    return pool.at(cell).get(JAVA_INT, PagePool.offset(cell) + index * 4L);
  }

  void setWord(int cell, int index, int word) {
    pool.at(cell).set(JAVA_INT, PagePool.offset(cell) + index * 4L, word);
  }

  /// Fills the first `words` words of a cell.
  void fill(int cell, int words, ByteReader in) {
    in.copyInts(words, pool.at(cell), PagePool.offset(cell));
  }

  /// Takes back the chain from `first` to `last`.
  void giveBack(int first, int last) {
    link(last, free);
    free = first;
  }
}
