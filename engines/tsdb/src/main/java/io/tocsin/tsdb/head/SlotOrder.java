package io.tocsin.tsdb.head;

import io.tocsin.model.Labels;
import java.util.Arrays;
import java.util.BitSet;

/// Sorts series by metric name, then label set, as blocks want them, without making a label set:
/// texts are ranked once, and series compared by the ranks. Runs under the head's label lock.
final class SlotOrder {
  private final SeriesIndex index;
  private final int[] ranks;
  private final int nameSymbol;
  private final int[] one = new int[LabelSets.LABELS_MAX];
  private final int[] other = new int[LabelSets.LABELS_MAX];

  SlotOrder(SeriesIndex index, int[] slots) {
    this.index = index;
    this.nameSymbol = index.symbols.find(Labels.NAME);
    this.ranks = ranks(slots);
  }

  private int[] ranks(int[] slots) {
    var used = new BitSet();
    for (int slot : slots) {
      int size = index.read(slot, one);
      for (int i = 0; i < size; i++) {
        used.set(index.pairs.name(one[i]));
        used.set(index.pairs.value(one[i]));
      }
    }
    record Text(String text, int symbol) {}
    var texts = new Text[used.cardinality()];
    int count = 0;
    for (int symbol = used.nextSetBit(0); symbol >= 0; symbol = used.nextSetBit(symbol + 1)) {
      texts[count++] = new Text(index.symbols.text(symbol), symbol);
    }
    Arrays.sort(texts, (a, b) -> a.text.compareTo(b.text));
    var ranked = new int[used.length()];
    for (int i = 0; i < count; i++) {
      ranked[texts[i].symbol] = i + 1;
    }
    return ranked;
  }

  int[] sorted(int[] slots) {
    var from = slots.clone();
    var to = slots.clone();
    sort(from, to, 0, slots.length);
    return to;
  }

  /// Sorts `to`, of which `from` is a copy and scratch.
  private void sort(int[] from, int[] to, int start, int end) {
    if (end - start < 2) {
      return;
    }
    int middle = (start + end) >>> 1;
    sort(to, from, start, middle);
    sort(to, from, middle, end);
    int left = start;
    int right = middle;
    for (int i = start; i < end; i++) {
      boolean takeLeft = right == end || (left < middle && compare(from[left], from[right]) <= 0);
      to[i] = takeLeft ? from[left++] : from[right++];
    }
  }

  private int compare(int slot, int otherSlot) {
    int size = index.read(slot, one);
    int otherSize = index.read(otherSlot, other);
    int order = Integer.compare(metric(one, size), metric(other, otherSize));
    for (int i = 0; order == 0 && i < Math.min(size, otherSize); i++) {
      order = Integer.compare(name(one[i]), name(other[i]));
      if (order == 0) {
        order = Integer.compare(value(one[i]), value(other[i]));
      }
    }
    return order != 0 ? order : Integer.compare(size, otherSize);
  }

  private int metric(int[] pairs, int size) {
    for (int i = 0; i < size; i++) {
      if (index.pairs.name(pairs[i]) == nameSymbol) {
        return value(pairs[i]);
      }
    }
    return 0;
  }

  private int name(int pair) {
    return ranks[index.pairs.name(pair)];
  }

  private int value(int pair) {
    return ranks[index.pairs.value(pair)];
  }
}
