package io.tocsin.collect.write;

import java.util.Arrays;

/// One side of a histogram as it is sent: spans of buckets, and either differences of whole counts
/// or counts. Reused; for one thread.
final class Buckets {
  private static final int OFFSET = 1 << 3;
  private static final int LENGTH = 2 << 3;

  final Numbers deltas = new Numbers();
  final Numbers counts = new Numbers();
  private final Numbers offsets = new Numbers();
  private final Numbers lengths = new Numbers();
  private long size;
  private int[] indexes = new int[0];

  void clear() {
    deltas.clear();
    counts.clear();
    offsets.clear();
    lengths.clear();
    size = 0;
  }

  /// How many buckets the spans have.
  long size() {
    return size;
  }

  void span(int tag, ProtoCursor cursor) {
    if ((tag & 7) != 2) {
      cursor.skip(tag);
      return;
    }
    long offset = 0;
    long length = 0;
    int outer = cursor.enter();
    while (cursor.more()) {
      int field = cursor.tag();
      switch (field) {
        case OFFSET -> offset = (int) Numbers.unzigzag(cursor.varint());
        case LENGTH -> length = cursor.varint() & 0xffff_ffffL;
        default -> cursor.skip(field);
      }
    }
    cursor.leave(outer);
    offsets.add(offset);
    lengths.add(length);
    size += length;
  }

  /// Returns the counts of the buckets, whose indexes are known from then on.
  ///
  /// @throws IllegalArgumentException if there are not as many as buckets, or an index is too large
  double[] counts(boolean isFloat) {
    int given = isFloat ? counts.size() : deltas.size();
    if (size != given) {
      throw new IllegalArgumentException(
          "histogram counts: " + given + " (expected: " + size + ", as spans have buckets)");
    }
    indexes = new int[given];
    long index = 0;
    int at = 0;
    for (int span = 0; span < offsets.size(); span++) {
      index += offsets.get(span);
      for (long i = lengths.get(span); i > 0; i--) {
        if (index != (int) index) {
          throw new IllegalArgumentException(
              "histogram bucket: " + index + " (expected: of 32 bits)");
        }
        indexes[at++] = (int) index++;
      }
    }
    return isFloat ? counts.toDoubles() : sums();
  }

  private double[] sums() {
    var sums = new double[deltas.size()];
    long sum = 0;
    for (int i = 0; i < sums.length; i++) {
      sum += deltas.get(i);
      sums[i] = sum;
    }
    return sums;
  }

  /// Returns the indexes of the buckets, after [#counts].
  int[] indexes() {
    return indexes;
  }

  /// Joins buckets so that each bound is kept whose number is a multiple of `2^halvings`.
  double[] coarser(int halvings, double[] fine) {
    var joined = new double[fine.length];
    var joinedIndexes = new int[fine.length];
    int at = 0;
    for (int i = 0; i < fine.length; i++) {
      int index = ((indexes[i] - 1) >> Math.min(31, halvings)) + 1;
      if (at == 0 || joinedIndexes[at - 1] != index) {
        joinedIndexes[at++] = index;
      }
      joined[at - 1] += fine[i];
    }
    indexes = Arrays.copyOf(joinedIndexes, at);
    return Arrays.copyOf(joined, at);
  }
}
