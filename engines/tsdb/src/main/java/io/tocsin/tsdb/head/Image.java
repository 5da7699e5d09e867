package io.tocsin.tsdb.head;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;

/// The fields of a record put together on the heap and copied to native memory in one step: before
/// anything is compiled, which is when a head is loaded, each access to native memory costs as much
/// as dozens to an array. For one thread.
final class Image {
  private static final boolean BIG = ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN;

  private final long[] words;

  Image(int bytes) {
    words = new long[bytes >>> 3];
  }

  void set(int offset, long value) {
    words[offset >>> 3] = value;
  }

  void set(int offset, int value) {
    put(offset, value & 0xffff_ffffL, 32);
  }

  void set(int offset, byte value) {
    put(offset, value & 0xffL, 8);
  }

  private void put(int offset, long value, int bits) {
    int at = (offset & 7) << 3;
    int shift = BIG ? 64 - bits - at : at;
    long mask = ((1L << bits) - 1) << shift;
    int word = offset >>> 3;
    words[word] = (words[word] & ~mask) | (value << shift);
  }

  void copyTo(MemorySegment page, long offset) {
    MemorySegment.copy(words, 0, page, JAVA_LONG, offset, words.length);
  }
}
