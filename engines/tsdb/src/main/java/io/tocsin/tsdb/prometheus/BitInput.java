package io.tocsin.tsdb.prometheus;

import io.tocsin.kit.CorruptionException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// A stream of bits, the highest of each byte first, as chunks are made of. Reading past the end is
/// a [CorruptionException] with the offset in the array.
final class BitInput {
  /// How many bytes the array needs beyond the end of the stream.
  static final int SLACK = 8;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final int ONES_MAX = 8;
  private static final int[] WIDTHS = {0, 3, 6, 9, 12, 18, 25, 56, 64};
  private static final int VARINT_BYTES_MAX = 10;

  private byte[] bytes = new byte[SLACK];
  private long at;
  private long end;

  /// Begins to read from byte `start` up to byte `stop`, excluded.
  void reset(byte[] array, int start, int stop) {
    if (stop + SLACK > array.length || start > stop) {
      throw new IllegalArgumentException("end: " + stop + " (expected: slack behind it)");
    }
    bytes = array;
    at = 8L * start;
    end = 8L * stop;
  }

  long remaining() {
    return end - at;
  }

  private long window() {
    return (long) LONGS.get(bytes, (int) (at >>> 3)) << (at & 7);
  }

  private void advance(int count) {
    at += count;
    if (at > end) {
      throw corrupt("data: ends within a sample");
    }
  }

  boolean bit() {
    long window = window();
    advance(1);
    return window < 0;
  }

  /// Reads 0 to 64 bits to the low end of a long.
  long bits(int count) {
    if (count > 56) {
      long high = bits(count - 32);
      return (high << 32) | bits(32);
    }
    if (count == 0) {
      return 0;
    }
    long window = window();
    advance(count);
    return window >>> (64 - count);
  }

  double number() {
    return Double.longBitsToDouble(bits(64));
  }

  /// Counts ones up to the first zero, which is taken too, or up to `most` of them.
  int ones(int most) {
    int ones = Math.min(most, Long.numberOfLeadingZeros(~window()));
    advance(ones == most ? most : ones + 1);
    return ones;
  }

  /// Reads a number of that width whose range is one above that of a two's complement.
  long signed(int width) {
    long bits = bits(width);
    return width < 64 && bits > 1L << (width - 1) ? bits - (1L << width) : bits;
  }

  /// Reads a number in one of the nine widths that histograms are written in.
  long varbit() {
    int width = WIDTHS[ones(ONES_MAX)];
    return width == 0 ? 0 : signed(width);
  }

  /// As [#varbit] for one that is never negative.
  long unsignedVarbit() {
    return bits(WIDTHS[ones(ONES_MAX)]);
  }

  /// Reads a number in groups of seven bits.
  long varint() {
    long value = 0;
    for (int i = 0; i < VARINT_BYTES_MAX; i++) {
      long next = bits(8);
      value |= (next & 0x7f) << (7 * i);
      if (next < 0x80) {
        return value;
      }
    }
    throw corrupt("varint: longer than 10 bytes");
  }

  long zigzag() {
    long value = varint();
    return (value >>> 1) ^ -(value & 1);
  }

  CorruptionException corrupt(String detail) {
    return new CorruptionException("chunk", at >>> 3, detail);
  }
}
