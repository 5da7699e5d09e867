package io.tocsin.tsdb;

import java.util.Arrays;
import java.util.List;

/// Finds which positions of several sources are the same series, by the 64-bit hash of their
/// labels. For one thread; the result is not changed afterwards.
final class SeriesJoin {
  // Source by source: joined position to position in the source + 1, 0 where it is not there.
  private final int[][] positions;
  private int size;
  private long[] hashes;
  private int[] table;

  SeriesJoin(List<SeriesSource> sources) {
    int largest = sources.stream().mapToInt(SeriesSource::size).max().orElse(0);
    positions = new int[sources.size()][];
    hashes = new long[Math.max(16, largest)];
    table = new int[Integer.highestOneBit(Math.max(16, largest)) * 4];
    for (int source = 0; source < sources.size(); source++) {
      positions[source] = new int[hashes.length];
      join(source, sources.get(source));
    }
  }

  private void join(int source, SeriesSource from) {
    int before = size;
    for (int i = 0; i < from.size(); i++) {
      long hash = from.hash(i);
      int cell = cell(hash, before);
      int joined = table[cell] - 1;
      if (joined < 0) {
        joined = add(hash);
        table[cell] = joined + 1;
        if (size * 2 > table.length) {
          rehash();
        }
      }
      if (joined >= positions[source].length) {
        positions[source] = Arrays.copyOf(positions[source], hashes.length);
      }
      positions[source][joined] = i + 1;
    }
  }

  /// Returns the cell of that hash, or an empty one. Only series of earlier sources are the same:
  /// within a source every series is another.
  private int cell(long hash, int before) {
    int mask = table.length - 1;
    int i = (int) (hash >>> 7) & mask;
    while (table[i] != 0 && (table[i] - 1 >= before || hashes[table[i] - 1] != hash)) {
      i = (i + 1) & mask;
    }
    return i;
  }

  private int add(long hash) {
    if (size == hashes.length) {
      hashes = Arrays.copyOf(hashes, size * 2);
    }
    hashes[size] = hash;
    return size++;
  }

  private void rehash() {
    table = new int[table.length * 2];
    int mask = table.length - 1;
    for (int joined = 0; joined < size; joined++) {
      int i = (int) (hashes[joined] >>> 7) & mask;
      while (table[i] != 0) {
        i = (i + 1) & mask;
      }
      table[i] = joined + 1;
    }
  }

  int size() {
    return size;
  }

  /// Returns the position in the source, or -1 if the series is not there.
  int position(int source, int joined) {
    var known = positions[source];
    return joined < known.length ? known[joined] - 1 : -1;
  }
}
