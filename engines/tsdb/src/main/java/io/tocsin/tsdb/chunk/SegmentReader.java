package io.tocsin.tsdb.chunk;

import io.tocsin.kit.CorruptionException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Reads little-endian bytes of unknown origin in order. Reading past the end, or a varint of more
/// than 10 bytes, is a [CorruptionException] that names the offset within the segment. For one
/// thread.
public final class SegmentReader {
  static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final MemorySegment segment;
  private final String file;
  private final long end;
  private long position;

  /// Reads the bytes from `start` to `end` (excluded) of `segment`; `file` is for messages.
  public SegmentReader(MemorySegment segment, long start, long end, String file) {
    this.segment = segment;
    this.file = file;
    if (start < 0 || end < start || end > segment.byteSize()) {
      throw new CorruptionException(
          file, start, "end: " + end + " (expected: from start to " + segment.byteSize() + ")");
    }
    this.position = start;
    this.end = end;
  }

  public static SegmentReader of(byte[] bytes) {
    return new SegmentReader(MemorySegment.ofArray(bytes), 0, bytes.length, "bytes");
  }

  public long position() {
    return position;
  }

  public long remaining() {
    return end - position;
  }

  /// Returns a reader of the same bytes from here on, to look ahead with.
  SegmentReader ahead() {
    return new SegmentReader(segment, position, end, file);
  }

  /// Moves past the next `length` bytes and returns where they start.
  public long skip(long length) {
    if (length < 0 || length > end - position) {
      throw corrupt("length: " + length + " (expected: at most " + (end - position) + ")");
    }
    long start = position;
    position += length;
    return start;
  }

  public int u8() {
    return segment.get(ValueLayout.JAVA_BYTE, skip(1)) & 0xff;
  }

  /// Returns the byte at an offset that was skipped before.
  int peek(long offset) {
    return segment.get(ValueLayout.JAVA_BYTE, offset) & 0xff;
  }

  public int i32() {
    return segment.get(INT, skip(4));
  }

  public long i64() {
    return segment.get(LONG, skip(8));
  }

  public long varint() {
    long value = 0;
    for (int shift = 0; shift < 70; shift += 7) {
      int b = u8();
      value |= (long) (b & 0x7f) << shift;
      if (b < 0x80) {
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
    long start = skip(length);
    var out = new byte[length];
    MemorySegment.copy(segment, ValueLayout.JAVA_BYTE, start, out, 0, length);
    return out;
  }

  /// Unpacks `count` values of `width` bits to `out`, from index `at`.
  void packed(int count, int width, long[] out, int at) {
    long start = skip(BitPacking.bytes(count, width));
    BitPacking.unpack(segment, start, count, width, new LongSlice(out, at));
  }

  public CorruptionException corrupt(String detail) {
    return new CorruptionException(file, position, detail);
  }
}
