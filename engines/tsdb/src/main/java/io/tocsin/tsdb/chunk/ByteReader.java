package io.tocsin.tsdb.chunk;

import io.tocsin.kit.CorruptionException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Reads little-endian bytes on the heap in order, as [SegmentReader] reads those outside. A start
/// reads the log and the checkpoint before anything is compiled, and then an array costs a fraction
/// of a segment. For one thread.
public final class ByteReader {
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final byte[] bytes;
  private final MemorySegment segment;
  private final int end;
  private final String file;
  private int position;

  /// Reads the first `length` bytes; `file` is for messages.
  public ByteReader(byte[] bytes, int length, String file) {
    this.bytes = bytes;
    this.segment = MemorySegment.ofArray(bytes);
    this.end = length;
    this.file = file;
  }

  public int remaining() {
    return end - position;
  }

  /// Moves past the next `length` bytes and returns where they start.
  private int skip(int length) {
    if (length < 0 || length > end - position) {
      throw corrupt("length: " + length + " (expected: at most " + (end - position) + ")");
    }
    int start = position;
    position += length;
    return start;
  }

  public int u8() {
    return bytes[skip(1)] & 0xff;
  }

  public long i64() {
    int at = skip(8);
    long value = 0;
    for (int i = 7; i >= 0; i--) {
      value = (value << 8) | (bytes[at + i] & 0xff);
    }
    return value;
  }

  public long varint() {
    if (position < end && bytes[position] >= 0) {
      return bytes[position++];
    }
    long value = 0;
    for (int shift = 0; shift < 70; shift += 7) {
      if (position == end) {
        throw corrupt("varint: cut short");
      }
      int b = bytes[position++];
      value |= (long) (b & 0x7f) << shift;
      if (b >= 0) {
        return value;
      }
    }
    throw corrupt("varint: longer than 10 bytes");
  }

  /// Returns a varint that must lie between 0 and `max`, both included.
  public int count(long max, String name) {
    long value = varint();
    if (value < 0 || value > max || value > Integer.MAX_VALUE) {
      throw corrupt(name + ": " + value + " (expected: 0 to " + max + ")");
    }
    return (int) value;
  }

  public long zigzag() {
    long value = varint();
    return (value >>> 1) ^ -(value & 1);
  }

  public byte[] bytes(int length) {
    var out = new byte[length];
    System.arraycopy(bytes, skip(length), out, 0, length);
    return out;
  }

  /// Copies the next `length` bytes to an offset of a segment.
  public void copy(int length, MemorySegment to, long offset) {
    MemorySegment.copy(bytes, skip(length), to, ValueLayout.JAVA_BYTE, offset, length);
  }

  /// Copies the next `count` numbers of 32 bits to an offset of a segment, in its byte order.
  public void copyInts(int count, MemorySegment to, long offset) {
    MemorySegment.copy(segment, INT, skip(4 * count), to, ValueLayout.JAVA_INT, offset, count);
  }

  public CorruptionException corrupt(String detail) {
    return new CorruptionException(file, position, detail);
  }
}
