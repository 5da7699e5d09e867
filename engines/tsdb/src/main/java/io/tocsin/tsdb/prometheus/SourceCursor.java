package io.tocsin.tsdb.prometheus;

import io.tocsin.kit.CorruptionException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/// Reads big-endian bytes of a file in order. Whatever goes past the end is a
/// [CorruptionException].
final class SourceCursor {
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final int PIECE_BYTES = 1 << 30;

  private final MemorySegment bytes;
  private final String file;
  private long end;
  private long at;

  SourceCursor(MemorySegment bytes, String file) {
    this.bytes = bytes;
    this.file = file;
    this.end = bytes.byteSize();
  }

  /// Goes to `start`, to read up to `stop`, excluded.
  SourceCursor range(long start, long stop) {
    if (start < 0 || stop < start || stop > bytes.byteSize()) {
      throw new CorruptionException(
          file, start, "end: " + stop + " (expected: within " + bytes.byteSize() + " bytes)");
    }
    at = start;
    end = stop;
    return this;
  }

  long position() {
    return at;
  }

  long remaining() {
    return end - at;
  }

  /// Moves past `length` bytes and returns where they begin.
  long skip(long length) {
    if (length < 0 || length > end - at) {
      throw corrupt("length: " + length + " (expected: at most " + (end - at) + ")");
    }
    long start = at;
    at += length;
    return start;
  }

  int u8() {
    return bytes.get(ValueLayout.JAVA_BYTE, skip(1)) & 0xff;
  }

  int u16() {
    int high = u8();
    return (high << 8) | u8();
  }

  int i32() {
    return bytes.get(INT, skip(4));
  }

  long u32() {
    return i32() & 0xffffffffL;
  }

  long i64() {
    return bytes.get(LONG, skip(8));
  }

  double number() {
    return Double.longBitsToDouble(i64());
  }

  long varint() {
    long value = 0;
    for (int shift = 0; shift < 70; shift += 7) {
      int next = u8();
      value |= (long) (next & 0x7f) << shift;
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

  /// Reads a varint that lies between 0 and `max`, both included.
  int count(long max, String name) {
    long value = varint();
    if (value < 0 || value > max || value > Integer.MAX_VALUE) {
      throw corrupt(name + ": " + value + " (expected: 0 to " + max + ")");
    }
    return (int) value;
  }

  /// Reads a text behind its length.
  String text() {
    var text = new byte[count(remaining(), "length of text")];
    copy(skip(text.length), text, text.length);
    return new String(text, StandardCharsets.UTF_8);
  }

  /// Copies bytes that were skipped.
  void copy(long from, byte[] target, int length) {
    MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, from, target, 0, length);
  }

  /// Verifies that behind the next `length` bytes their checksum stands; reads nothing.
  void check(long length, String what) {
    if (length < 0 || length > end - at - 4) {
      throw corrupt(what + ": " + length + " bytes (expected: at most " + (end - at - 4) + ")");
    }
    var crc = new CRC32C();
    for (long done = 0; done < length; done += PIECE_BYTES) {
      long piece = Math.min(PIECE_BYTES, length - done);
      crc.update(bytes.asSlice(at + done, piece).asByteBuffer());
    }
    int expected = bytes.get(INT, at + length);
    if ((int) crc.getValue() != expected) {
      throw corrupt(
          String.format(
              "checksum of %s: %08x (expected: %08x)", what, expected, (int) crc.getValue()));
    }
  }

  CorruptionException corrupt(String detail) {
    return new CorruptionException(file, at, detail);
  }

  /// Returns the size of the whole file.
  long size() {
    return bytes.byteSize();
  }

  String file() {
    return file;
  }
}
