package io.tocsin.tsdb.prometheus;

import io.tocsin.model.Labels;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/// Brings the series of a block, which Prometheus sorts by all labels and by bytes, to the order of
/// ours: metric name first, Java's characters. Mostly that is the order they have, which costs one
/// look at each and no memory.
final class SourceOrder {
  private final SourceIndex index;
  private final SourceIndex.Entry entry = new SourceIndex.Entry();
  private final int[] ranks;

  SourceOrder(SourceIndex index) {
    this.index = index;
    this.ranks = index.isPlain() ? new int[0] : ranks(index);
  }

  private static int[] ranks(SourceIndex index) {
    var sorted =
        IntStream.range(0, index.symbols())
            .boxed()
            .sorted(Comparator.comparing(index::symbol))
            .toArray(Integer[]::new);
    var ranks = new int[sorted.length];
    for (int i = 0; i < sorted.length; i++) {
      ranks[sorted[i]] = i;
    }
    return ranks;
  }

  /// Returns the positions of all series in our order.
  int[] positions() {
    int count = index.series();
    var keys = new int[0][];
    int[] before = {};
    for (int i = 0; i < count && keys.length == 0; i++) {
      int[] key = key(i);
      if (i > 0 && Arrays.compare(before, key) >= 0) {
        keys = new int[count][];
      }
      before = key;
    }
    var order = IntStream.range(0, count);
    if (keys.length == 0) {
      return order.toArray();
    }
    for (int i = 0; i < count; i++) {
      keys[i] = key(i);
    }
    var all = keys;
    int[] sorted =
        order
            .boxed()
            .sorted((a, b) -> Arrays.compare(all[a], all[b]))
            .mapToInt(Integer::intValue)
            .toArray();
    for (int i = 1; i < count; i++) {
      if (Arrays.equals(all[sorted[i - 1]], all[sorted[i]])) {
        index.read(sorted[i], entry);
        throw index.corrupt("series: " + index.labels(entry) + " comes twice");
      }
    }
    return sorted;
  }

  /// Returns numbers that compare as the label sets do: the metric name's, then names and values.
  private int[] key(int position) {
    index.read(position, entry);
    var key = new int[1 + 2 * entry.labels];
    key[0] = -1;
    for (int i = 0; i < 2 * entry.labels; i += 2) {
      key[1 + i] = rank(entry.symbols[i]);
      key[2 + i] = rank(entry.symbols[i + 1]);
      if (index.symbol(entry.symbols[i]).equals(Labels.NAME)) {
        key[0] = key[2 + i];
      }
    }
    if (ranks.length > 0) {
      sortPairs(key);
    }
    return key;
  }

  private int rank(int symbol) {
    return ranks.length == 0 ? symbol : ranks[symbol];
  }

  private static void sortPairs(int[] key) {
    for (int i = 3; i < key.length; i += 2) {
      for (int j = i; j > 1 && key[j] < key[j - 2]; j -= 2) {
        swap(key, j, j - 2);
        swap(key, j + 1, j - 1);
      }
    }
  }

  private static void swap(int[] key, int a, int b) {
    int kept = key[a];
    key[a] = key[b];
    key[b] = kept;
  }
}
