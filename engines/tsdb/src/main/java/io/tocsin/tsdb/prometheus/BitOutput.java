package io.tocsin.tsdb.prometheus;

import java.util.Arrays;

/// Writes a stream of bits, the highest of each byte first. Reused from chunk to chunk.
final class BitOutput {
  private static final int[] WIDTHS = {3, 6, 9, 12, 18, 25, 56};

  private byte[] bytes = new byte[1 << 10];
  private long at;

  void clear() {
    Arrays.fill(bytes, 0, length(), (byte) 0);
    at = 0;
  }

  /// Returns the live array; its first `length()` bytes count.
  byte[] array() {
    return bytes;
  }

  int length() {
    return (int) ((at + 7) >>> 3);
  }

  /// Writes the lowest bits, the highest of them first.
  void bits(long number, int width) {
    if (((at + width + 7) >>> 3) > bytes.length) {
      bytes = Arrays.copyOf(bytes, bytes.length * 2);
    }
    for (int rest = width; rest > 0; ) {
      int free = 8 - (int) (at & 7);
      int taken = Math.min(free, rest);
      long part = (number >>> (rest - taken)) & ((1L << taken) - 1);
      bytes[(int) (at >>> 3)] |= (byte) (part << (free - taken));
      at += taken;
      rest -= taken;
    }
  }

  void number(double value) {
    bits(Double.doubleToRawLongBits(value), 64);
  }

  void varint(long number) {
    long rest = number;
    while ((rest & ~0x7fL) != 0) {
      bits((rest & 0x7f) | 0x80, 8);
      rest >>>= 7;
    }
    bits(rest, 8);
  }

  void zigzag(long number) {
    varint((number << 1) ^ (number >> 63));
  }

  /// Tells whether a signed number fits in that width, whose range is one above that of a two's
  /// complement.
  static boolean fits(long number, int width) {
    return -((1L << (width - 1)) - 1) <= number && number <= 1L << (width - 1);
  }

  void varbit(long number) {
    int step = number == 0 ? 0 : 1;
    while (step > 0 && step <= WIDTHS.length && !fits(number, WIDTHS[step - 1])) {
      step++;
    }
    varbit(number, step);
  }

  void unsignedVarbit(long number) {
    int bits = 64 - Long.numberOfLeadingZeros(number);
    int step = number == 0 ? 0 : 1;
    while (step > 0 && step <= WIDTHS.length && bits > WIDTHS[step - 1]) {
      step++;
    }
    varbit(number, step);
  }

  private void varbit(long number, int step) {
    if (step > WIDTHS.length) {
      bits(0xff, 8);
      bits(number, 64);
    } else {
      bits((1L << (step + 1)) - 2, step + 1);
      bits(number, step == 0 ? 0 : WIDTHS[step - 1]);
    }
  }
}
