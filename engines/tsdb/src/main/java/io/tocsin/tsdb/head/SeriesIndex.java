package io.tocsin.tsdb.head;

import io.tocsin.model.Labels;
import io.tocsin.model.StoreException;
import io.tocsin.tsdb.block.LabelHash;
import java.util.Arrays;
import org.roaringbitmap.RoaringBitmap;

/// Label sets to series and label pairs to series. Guarded by the head's label lock.
final class SeriesIndex {
  private final Rows rows;
  final Symbols symbols;
  final LabelPairs pairs = new LabelPairs();
  final RoaringBitmap all = new RoaringBitmap();
  private final LabelSets sets;
  private int[] table = new int[1 << 12];
  private int count;
  private final int[] scratch = new int[LabelSets.LABELS_MAX];
  private final int[] compared = new int[LabelSets.LABELS_MAX];

  SeriesIndex(PagePool pool, Rows rows) {
    this.rows = rows;
    this.symbols = new Symbols(pool);
    this.sets = new LabelSets(pool);
  }

  /// Makes room for so many series, so that a start need not grow step by step.
  void expect(int series) {
    while (series * 2L >= table.length && table.length < 1 << 30) {
      rehash();
    }
  }

  int count() {
    return count;
  }

  /// Returns the slot of the series, or 0 where it is unknown.
  int find(Labels labels) {
    if (labels.size() > LabelSets.LABELS_MAX) {
      return 0;
    }
    for (int i = 0; i < labels.size(); i++) {
      int name = symbols.find(labels.name(i));
      int value = symbols.find(labels.value(i));
      int pair = name <= 0 || value < 0 ? 0 : pairs.find(name, value);
      if (pair == 0) {
        return 0;
      }
      scratch[i] = pair;
    }
    return find(LabelHash.of(labels), scratch, labels.size());
  }

  private int find(long hash, int[] wanted, int size) {
    int mask = table.length - 1;
    for (int i = (int) hash & mask; table[i] != 0; i = (i + 1) & mask) {
      int slot = table[i];
      if (rows.hash(slot) == hash && same(slot, wanted, size)) {
        return slot;
      }
    }
    return 0;
  }

  private boolean same(int slot, int[] wanted, int size) {
    int found = sets.read(rows.intAt(slot, Rows.LABELS), compared);
    return found == size && Arrays.equals(compared, 0, size, wanted, 0, size);
  }

  /// Numbers the labels' pairs into `out`.
  int pairsOf(Labels labels, int[] out) {
    if (labels.size() > LabelSets.LABELS_MAX) {
      throw new StoreException(
          StoreException.Kind.LIMIT,
          "labels: " + labels.size() + " (expected: <= " + LabelSets.LABELS_MAX + ")");
    }
    // All before the first is added: what no label set holds would stay for ever.
    for (int i = 0; i < labels.size(); i++) {
      Symbols.check(labels.name(i));
      Symbols.check(labels.value(i));
    }
    for (int i = 0; i < labels.size(); i++) {
      out[i] = pair(symbols.add(labels.name(i)), symbols.add(labels.value(i)));
    }
    return labels.size();
  }

  /// Numbers a pair of symbols.
  int pair(int name, int value) {
    int found = pairs.find(name, value);
    if (found != 0) {
      return found;
    }
    symbols.hold(name);
    symbols.hold(value);
    return pairs.add(name, value);
  }

  /// Enters a series that is not there yet under a slot that was claimed for it.
  void enter(int slot, long hash, int[] pairIds, int size) {
    rows.set(slot, Rows.LABELS, store(pairIds, size));
    rows.hash(slot, hash);
    list(slot, hash, pairIds, size);
  }

  /// Stores a label set and returns where, for a row.
  int store(int[] pairIds, int size) {
    for (int i = 0; i < size; i++) {
      pairs.hold(pairIds[i]);
    }
    return sets.add(pairIds, size);
  }

  /// Lists a series whose row is there, so that it can be found.
  void list(int slot, long hash, int[] pairIds, int size) {
    for (int i = 0; i < size; i++) {
      pairs.addSeries(pairIds[i], slot);
    }
    all.add(slot);
    if (++count * 2 >= table.length) {
      rehash();
    }
    place(slot, (int) hash);
  }

  private void rehash() {
    var old = table;
    table = new int[old.length * 2];
    for (int slot : old) {
      if (slot != 0) {
        place(slot, rows.intAt(slot, Rows.HASH_LOW));
      }
    }
  }

  private void place(int slot, int hashLow) {
    int mask = table.length - 1;
    int i = hashLow & mask;
    while (table[i] != 0) {
      i = (i + 1) & mask;
    }
    table[i] = slot;
  }

  /// Takes a series out of every list; its label set stays readable until [#release].
  void remove(int slot) {
    int size = sets.read(rows.intAt(slot, Rows.LABELS), scratch);
    for (int i = 0; i < size; i++) {
      pairs.removeSeries(scratch[i], slot);
    }
    all.remove(slot);
    unplace(slot);
    count--;
  }

  private void unplace(int slot) {
    int mask = table.length - 1;
    int hole = rows.intAt(slot, Rows.HASH_LOW) & mask;
    while (table[hole] != slot) {
      hole = (hole + 1) & mask;
    }
    table[hole] = 0;
    for (int i = (hole + 1) & mask; table[i] != 0; i = (i + 1) & mask) {
      int home = rows.intAt(table[i], Rows.HASH_LOW) & mask;
      if (((i - home) & mask) >= ((i - hole) & mask)) {
        table[hole] = table[i];
        table[i] = 0;
        hole = i;
      }
    }
  }

  /// Gives back the room of a series' label set, and of labels that no other has.
  void release(int slot) {
    int ref = rows.intAt(slot, Rows.LABELS);
    int size = sets.read(ref, scratch);
    sets.giveBack(ref);
    for (int i = 0; i < size; i++) {
      int name = pairs.name(scratch[i]);
      int value = pairs.value(scratch[i]);
      if (pairs.letGo(scratch[i])) {
        symbols.letGo(name);
        symbols.letGo(value);
      }
    }
  }

  /// Reads the pairs of a series into `out` and returns how many there are.
  int read(int slot, int[] out) {
    return sets.read(rows.intAt(slot, Rows.LABELS), out);
  }

  Labels labels(int slot) {
    var ids = new int[LabelSets.LABELS_MAX];
    int size = read(slot, ids);
    var texts = new String[size * 2];
    for (int i = 0; i < size; i++) {
      texts[2 * i] = symbols.text(pairs.name(ids[i]));
      texts[2 * i + 1] = symbols.text(pairs.value(ids[i]));
    }
    return Labels.ofSorted(texts);
  }
}
