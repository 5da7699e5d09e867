package io.tocsin.tsdb.block;

import java.util.Arrays;

/// Counts different series by the 64-bit hashes of their labels, in 16 bytes or little more of
/// each. For one thread.
public final class SeriesCount {
  private long[] cells = new long[1 << 10];
  private int size;
  private boolean hasZero;

  public void add(long hash) {
    if (hash == 0) {
      hasZero = true;
      return;
    }
    int cell = cell(cells, hash);
    if (cells[cell] == 0) {
      cells[cell] = hash;
      size++;
      if (size * 2 > cells.length) {
        grow();
      }
    }
  }

  private static int cell(long[] cells, long hash) {
    int mask = cells.length - 1;
    int at = (int) (hash >>> 7) & mask;
    while (cells[at] != 0 && cells[at] != hash) {
      at = (at + 1) & mask;
    }
    return at;
  }

  private void grow() {
    var larger = new long[cells.length * 2];
    Arrays.stream(cells).filter(hash -> hash != 0).forEach(h -> larger[cell(larger, h)] = h);
    cells = larger;
  }

  public long size() {
    return size + (hasZero ? 1L : 0);
  }
}
