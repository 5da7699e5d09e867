package io.tocsin.collect.write;

import java.util.Arrays;

/// A repeated field of numbers, packed or not. Reused; for one thread.
final class Numbers {
  private static final int BYTES = 2;

  private long[] numbers = new long[16];
  private int size;

  void clear() {
    size = 0;
  }

  int size() {
    return size;
  }

  long get(int i) {
    return numbers[i];
  }

  double real(int i) {
    return Double.longBitsToDouble(numbers[i]);
  }

  double[] toDoubles() {
    var reals = new double[size];
    Arrays.setAll(reals, this::real);
    return reals;
  }

  /// Reads `sint64` numbers.
  void zigzags(int tag, ProtoCursor cursor) {
    if ((tag & 7) != BYTES) {
      add(unzigzag(cursor.varint()));
      return;
    }
    int outer = cursor.enter();
    while (cursor.more()) {
      add(unzigzag(cursor.varint()));
    }
    cursor.leave(outer);
  }

  /// Reads `double` numbers.
  void doubles(int tag, ProtoCursor cursor) {
    if ((tag & 7) != BYTES) {
      add(Double.doubleToRawLongBits(cursor.fixedDouble()));
      return;
    }
    int outer = cursor.enter();
    while (cursor.more()) {
      add(Double.doubleToRawLongBits(cursor.fixedDouble()));
    }
    cursor.leave(outer);
  }

  void add(long number) {
    if (size == numbers.length) {
      numbers = Arrays.copyOf(numbers, 2 * size);
    }
    numbers[size++] = number;
  }

  static long unzigzag(long zigzag) {
    return (zigzag >>> 1) ^ -(zigzag & 1);
  }
}
