package io.tocsin.tsdb.chunk;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Growing bytes, little-endian. Reused by [#clear]; for one thread.
public final class ByteWriter {
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private byte[] bytes;
  private MemorySegment segment;
  private int size;

  public ByteWriter(int capacity) {
    bytes = new byte[Math.max(capacity, 64)];
    segment = MemorySegment.ofArray(bytes);
  }

  /// Returns the live array: only the first [#size] bytes count, and only until the next write.
  public byte[] array() {
    return bytes;
  }

  public int size() {
    return size;
  }

  public void clear() {
    size = 0;
  }

  /// Cuts to the first `newSize` bytes.
  public void truncate(int newSize) {
    assert newSize <= size;
    size = newSize;
  }

  public byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }

  private void reserve(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(size + more, bytes.length * 2));
      segment = MemorySegment.ofArray(bytes);
    }
  }

  public void u8(int value) {
    reserve(1);
    bytes[size++] = (byte) value;
  }

  public void i32(int value) {
    reserve(4);
    segment.set(INT, size, value);
    size += 4;
  }

  public void i64(long value) {
    reserve(8);
    segment.set(LONG, size, value);
    size += 8;
  }

  public void varint(long value) {
    reserve(10);
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  public void zigzag(long value) {
    varint((value << 1) ^ (value >> 63));
  }

  public void bytes(byte[] from, int offset, int length) {
    reserve(length);
    System.arraycopy(from, offset, bytes, size, length);
    size += length;
  }

  /// Packs the low `width` bits of `count` values, lowest bit first, up to a whole byte.
  void packed(long[] values, int count, int width) {
    int length = BitPacking.bytes(count, width);
    reserve(length + 16);
    BitPacking.pack(values, count, width, segment.asSlice(size));
    size += length;
  }
}
