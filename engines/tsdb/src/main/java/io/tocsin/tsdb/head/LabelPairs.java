package io.tocsin.tsdb.head;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/// Label pairs (name and value symbols) by a number from 1, with the slots of the series that carry
/// each. A pair of one series costs an `int`, the others a compressed bitmap. A pair lives as long
/// as a stored label set has it; its number is then another's.
final class LabelPairs {
  private static final int FREE = -1;
  private static final int[] NONE = new int[0];

  private int[] names = new int[1024];
  private int[] values = new int[1024];
  private int[] single = new int[1024];

  // How many stored label sets have the pair; FREE where the number is no pair's.
  private int[] holders = new int[1024];
  private int[] position = new int[1024];
  private @Nullable RoaringBitmap[] many = new RoaringBitmap[1024];
  private int count = 1;
  private int free;
  private int freeCount;
  private int[] table = new int[2048];
  private int[][] ofName = new int[64][];
  private int[] ofNameCount = new int[64];

  int end() {
    return count;
  }

  int name(int pair) {
    return names[pair];
  }

  int value(int pair) {
    return values[pair];
  }

  /// Returns the pair's number, or 0 where it is unknown.
  int find(int name, int value) {
    int mask = table.length - 1;
    for (int i = hash(name, value) & mask; table[i] != 0; i = (i + 1) & mask) {
      int pair = table[i];
      if (names[pair] == name && values[pair] == value) {
        return pair;
      }
    }
    return 0;
  }

  int add(int name, int value) {
    int found = find(name, value);
    if (found != 0) {
      return found;
    }
    int pair = number();
    names[pair] = name;
    values[pair] = value;
    holders[pair] = 0;
    if (count * 2 >= table.length) {
      rehash();
    } else {
      enter(pair);
    }
    listUnderName(name, pair);
    return pair;
  }

  private int number() {
    if (free != 0) {
      int pair = free;
      free = values[pair];
      freeCount--;
      return pair;
    }
    if (count == names.length) {
      names = Arrays.copyOf(names, count * 2);
      values = Arrays.copyOf(values, count * 2);
      single = Arrays.copyOf(single, count * 2);
      holders = Arrays.copyOf(holders, count * 2);
      position = Arrays.copyOf(position, count * 2);
      many = Arrays.copyOf(many, count * 2);
    }
    return count++;
  }

  private void rehash() {
    table = new int[table.length * 2];
    for (int pair = 1; pair < count; pair++) {
      if (holders[pair] != FREE) {
        enter(pair);
      }
    }
  }

  /// Notes that one more stored label set has the pair.
  void hold(int pair) {
    holders[pair]++;
  }

  /// Notes that one less has it; true if that was the last, and the number may be another's now.
  boolean letGo(int pair) {
    if (--holders[pair] > 0) {
      return false;
    }
    leaveTable(pair);
    leaveName(pair);
    holders[pair] = FREE;
    single[pair] = 0;
    many[pair] = null;
    values[pair] = free;
    free = pair;
    freeCount++;
    return true;
  }

  private void leaveTable(int pair) {
    int mask = table.length - 1;
    int hole = hash(names[pair], values[pair]) & mask;
    while (table[hole] != pair) {
      hole = (hole + 1) & mask;
    }
    table[hole] = 0;
    for (int i = (hole + 1) & mask; table[i] != 0; i = (i + 1) & mask) {
      int home = hash(names[table[i]], values[table[i]]) & mask;
      if (((i - home) & mask) >= ((i - hole) & mask)) {
        table[hole] = table[i];
        table[i] = 0;
        hole = i;
      }
    }
  }

  private void leaveName(int pair) {
    int name = names[pair];
    var list = ofName[name];
    int last = list[--ofNameCount[name]];
    list[position[pair]] = last;
    position[last] = position[pair];
    if (ofNameCount[name] == 0) {
      ofName[name] = NONE;
    }
  }

  /// Returns how many pairs there are.
  int live() {
    return count - 1 - freeCount;
  }

  private void enter(int pair) {
    int mask = table.length - 1;
    int i = hash(names[pair], values[pair]) & mask;
    while (table[i] != 0) {
      i = (i + 1) & mask;
    }
    table[i] = pair;
  }

  private static int hash(int name, int value) {
    int h = (name * 31 + value) * 0x9e37_79b9;
    return h ^ (h >>> 15);
  }

  private void listUnderName(int name, int pair) {
    if (name >= ofName.length) {
      int capacity = Math.max(name + 1, ofName.length * 2);
      ofName = Arrays.copyOf(ofName, capacity);
      ofNameCount = Arrays.copyOf(ofNameCount, capacity);
    }
    var list = ofName[name];
    int length = ofNameCount[name]++;
    if (list == null || list.length == 0) {
      list = new int[4];
    } else if (length == list.length) {
      list = Arrays.copyOf(list, length * 2);
    }
    list[length] = pair;
    position[pair] = length;
    ofName[name] = list;
  }

  /// Returns how many pairs have the name; [#ofName] gives them by position.
  int countOfName(int name) {
    return name >= 0 && name < ofNameCount.length ? ofNameCount[name] : 0;
  }

  int ofName(int name, int position) {
    return ofName[name][position];
  }

  void addSeries(int pair, int slot) {
    var bitmap = many[pair];
    if (bitmap != null) {
      bitmap.add(slot);
    } else if (single[pair] == 0) {
      single[pair] = slot;
    } else {
      many[pair] = RoaringBitmap.bitmapOf(single[pair], slot);
      single[pair] = 0;
    }
  }

  void removeSeries(int pair, int slot) {
    var bitmap = many[pair];
    if (bitmap == null) {
      single[pair] = 0;
      return;
    }
    bitmap.remove(slot);
    if (bitmap.isEmpty()) {
      many[pair] = null;
    }
  }

  int cardinality(int pair) {
    var bitmap = many[pair];
    return bitmap != null ? bitmap.getCardinality() : single[pair] == 0 ? 0 : 1;
  }

  boolean used(int pair) {
    return many[pair] != null || single[pair] != 0;
  }

  /// Adds the series of the pair to `out`.
  void addTo(int pair, RoaringBitmap out) {
    var bitmap = many[pair];
    if (bitmap != null) {
      out.or(bitmap);
    } else if (single[pair] != 0) {
      out.add(single[pair]);
    }
  }

  /// Returns the series of the pair; not to be changed.
  RoaringBitmap series(int pair) {
    var bitmap = many[pair];
    if (bitmap != null) {
      return bitmap;
    }
    return single[pair] == 0 ? new RoaringBitmap() : RoaringBitmap.bitmapOf(single[pair]);
  }
}
