package io.tocsin.tsdb.chunk;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/// Integers of a fixed number of bits, one behind the other, lowest bit of the lowest byte first.
///
/// A width is at most 56, or 64: then every value lies within the eight bytes that start at its
/// first byte, and one unaligned load, shift and mask reads it.
final class BitPacking {
  private static final int WIDTH_MAX = 56;

  private BitPacking() {}

  /// Returns the smallest allowed width for values of `bits` bits.
  static int width(int bits) {
    return bits > WIDTH_MAX ? 64 : bits;
  }

  static boolean isWidth(int width) {
    return width <= WIDTH_MAX || width == 64;
  }

  static int bytes(int count, int width) {
    return (int) (((long) count * width + 7) >>> 3);
  }

  /// Writes up to 8 bytes more than [#bytes], all zero.
  static void pack(long[] values, int count, int width, MemorySegment out) {
    if (width == 0) {
      return;
    }
    long mask = -1L >>> (64 - width);
    long word = 0;
    int used = 0;
    long at = 0;
    for (int i = 0; i < count; i++) {
      long value = values[i] & mask;
      word |= value << used;
      used += width;
      if (used >= 64) {
        out.set(SegmentReader.LONG, at, word);
        at += 8;
        used -= 64;
        word = used == 0 ? 0 : value >>> (width - used);
      }
    }
    if (used > 0) {
      out.set(SegmentReader.LONG, at, word);
    }
  }

  /// The caller has checked that all bytes of the values lie within `in`.
  static void unpack(MemorySegment in, long start, int count, int width, LongSlice out) {
    long[] array = out.array();
    int at = out.at();
    if (width == 0) {
      Arrays.fill(array, at, at + count, 0);
      return;
    }
    if (width == 64) {
      MemorySegment.copy(in, SegmentReader.LONG, start, array, at, count);
      return;
    }
    long mask = -1L >>> (64 - width);
    int whole = wholeLoads(in.byteSize() - start, count, width);
    int bit = 0;
    for (int i = 0; i < whole; i++) {
      array[at + i] = (in.get(SegmentReader.LONG, start + (bit >>> 3)) >>> (bit & 7)) & mask;
      bit += width;
    }
    for (int i = whole; i < count; i++) {
      array[at + i] = (lastBytes(in, start + (bit >>> 3)) >>> (bit & 7)) & mask;
      bit += width;
    }
  }

  /// Returns how many values have all eight bytes of their load within the `available` bytes.
  private static int wholeLoads(long available, int count, int width) {
    if (available < 8) {
      return 0;
    }
    long firstOutside = ((available - 7) * 8 + width - 1) / width;
    return (int) Math.min(count, firstOutside);
  }

  private static long lastBytes(MemorySegment in, long from) {
    long word = 0;
    long length = Math.min(8, in.byteSize() - from);
    for (int i = 0; i < length; i++) {
      word |= (in.get(ValueLayout.JAVA_BYTE, from + i) & 0xffL) << (8 * i);
    }
    return word;
  }
}
