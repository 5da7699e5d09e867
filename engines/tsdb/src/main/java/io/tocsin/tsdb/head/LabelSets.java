package io.tocsin.tsdb.head;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.MemorySegment;

/// Label sets as pair numbers in variable-length bytes behind their count, about two bytes a label.
/// Room of dropped sets is reused by sets of the same rounded length.
final class LabelSets {
  static final int LABELS_MAX = 250;
  private static final int CLASSES = 200;

  private final PagePool pool;
  private final int[] free = new int[CLASSES];
  private int page;
  private int used = PagePool.PAGE_BYTES;
  private final byte[] scratch = new byte[1 + LABELS_MAX * 5];

  LabelSets(PagePool pool) {
    this.pool = pool;
  }

  /// Stores pairs in their labels' order and returns where.
  int add(int[] pairs, int count) {
    int length = 0;
    scratch[length++] = (byte) count;
    for (int i = 0; i < count; i++) {
      int rest = pairs[i];
      while (rest >>> 7 != 0) {
        scratch[length++] = (byte) ((rest & 0x7f) | 0x80);
        rest >>>= 7;
      }
      scratch[length++] = (byte) rest;
    }
    int ref = room((length + 7) >>> 3);
    MemorySegment.copy(scratch, 0, pool.at(ref), JAVA_BYTE, PagePool.offset(ref), length);
    return ref;
  }

  private int room(int units) {
    if (free[units] != 0) {
      int ref = free[units];
      free[units] = pool.at(ref).get(JAVA_INT, PagePool.offset(ref));
      return ref;
    }
    if (used + units * 8 > PagePool.PAGE_BYTES) {
      page = pool.take();
      used = 0;
    }
    int ref = PagePool.ref(page, used);
    used += units * 8;
    return ref;
  }

  void giveBack(int ref) {
    var pairs = new int[LABELS_MAX];
    int count = read(ref, pairs);
    int length = 1;
    for (int i = 0; i < count; i++) {
      length += (38 - Integer.numberOfLeadingZeros(pairs[i] | 1)) / 7;
    }
    int units = (length + 7) >>> 3;
    pool.at(ref).set(JAVA_INT, PagePool.offset(ref), free[units]);
    free[units] = ref;
  }

  /// Reads the set into `pairs` (room for [#LABELS_MAX]) and returns how many there are.
  int read(int ref, int[] pairs) {
    var in = pool.at(ref);
    long at = PagePool.offset(ref);
    int count = in.get(JAVA_BYTE, at++) & 0xff;
    for (int i = 0; i < count; i++) {
      int pair = 0;
      int shift = 0;
      byte next;
      do {
        next = in.get(JAVA_BYTE, at++);
        pair |= (next & 0x7f) << shift;
        shift += 7;
      } while (next < 0);
      pairs[i] = pair;
    }
    return count;
  }
}
