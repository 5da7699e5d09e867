package io.tocsin.tsdb.wal;

import com.github.luben.zstd.Zstd;
import io.tocsin.kit.CorruptionException;
import io.tocsin.model.StoreException;
import io.tocsin.tsdb.chunk.ByteReader;
import io.tocsin.tsdb.chunk.ByteWriter;
import io.tocsin.tsdb.chunk.SegmentReader;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/// Checksummed frames, the unit of the log and of checkpoints: length, CRC32C of what follows,
/// type, flags, two zero bytes, length before compression, and how much of the file was forced to
/// disk when the frame was written. For one thread.
final class Frames {
  static final int FILE_HEADER = 24;
  static final int HEADER = 24;
  static final int LENGTH_MAX = 1 << 28;
  private static final int VERSION = 1;
  private static final int ZSTD = 1;
  private static final int COMPRESS_FROM = 256;
  private static final int LEVEL = 1;

  private final CRC32C crc = new CRC32C();
  private byte[] compressed = new byte[1 << 12];
  private byte[] raw = new byte[1 << 14];

  /// The payload is valid until the next frame is read.
  record Frame(int type, ByteReader payload, long end, long synced) {}

  void fileHeader(String magic, long number, ByteWriter out) {
    int start = out.size();
    out.bytes(magic.getBytes(StandardCharsets.US_ASCII), 0, 8);
    out.i32(VERSION);
    out.i64(number);
    out.i32(checksum(out.array(), start, out.size() - start));
  }

  /// Checks a file's header and returns its number.
  long readFileHeader(MemorySegment file, String magic, String name) {
    if (file.byteSize() < FILE_HEADER) {
      throw new CorruptionException(
          name, 0, "size: " + file.byteSize() + " bytes (expected: >= " + FILE_HEADER + ")");
    }
    var in = new SegmentReader(file, 0, FILE_HEADER, name);
    var bytes = in.bytes(FILE_HEADER - 4);
    if (in.i32() != checksum(bytes, 0, bytes.length)) {
      throw new CorruptionException(name, 0, "checksum of the header does not match");
    }
    var fields = new SegmentReader(file, 0, FILE_HEADER, name);
    var found = new String(fields.bytes(8), StandardCharsets.US_ASCII);
    int version = fields.i32();
    if (!found.equals(magic) || version != VERSION) {
      throw new CorruptionException(
          name, 0, "format: " + found + version + " (expected: " + magic + VERSION + ")");
    }
    return fields.i64();
  }

  /// Refuses a file that is whole as far as its header says, and of a version that is not known
  /// yet: it is not damaged, but of a later program.
  ///
  /// @throws StoreException if it is one
  void refuseLater(MemorySegment file, String magic, String name) {
    if (file.byteSize() < FILE_HEADER) {
      return;
    }
    var in = new SegmentReader(file, 0, FILE_HEADER, name);
    var bytes = in.bytes(FILE_HEADER - 4);
    boolean whole = in.i32() == checksum(bytes, 0, bytes.length);
    var fields = new SegmentReader(file, 0, FILE_HEADER, name);
    boolean ours = new String(fields.bytes(8), StandardCharsets.US_ASCII).equals(magic);
    int version = fields.i32();
    if (whole && ours && version > VERSION) {
      throw later(name, "version: " + version + " (expected: <= " + VERSION + ")");
    }
  }

  static StoreException later(String name, String what) {
    return new StoreException(
        StoreException.Kind.CORRUPT, name + ": of a later version of this program, " + what);
  }

  /// Returns where the first whole frame at the offset or behind it begins, or the file's end.
  long firstWhole(MemorySegment file, long offset, String name) {
    for (long at = offset; at + HEADER <= file.byteSize(); at++) {
      int type = file.get(ValueLayout.JAVA_BYTE, at + 8);
      int flags = file.get(ValueLayout.JAVA_BYTE, at + 9);
      if (type > 0 && (flags & ~ZSTD) == 0 && isWhole(file, at, name)) {
        return at;
      }
    }
    return file.byteSize();
  }

  private boolean isWhole(MemorySegment file, long at, String name) {
    try {
      read(file, at, name);
      return true;
    } catch (CorruptionException e) {
      return false;
    }
  }

  /// Appends a frame around the payload.
  void write(int type, ByteWriter payload, long synced, ByteWriter out) {
    byte[] stored = payload.array();
    int length = payload.size();
    int flags = 0;
    if (length >= COMPRESS_FROM) {
      int packed = compress(payload);
      if (packed < length) {
        stored = compressed;
        length = packed;
        flags = ZSTD;
      }
    }
    int start = out.size();
    out.i32(length);
    out.i32(0);
    out.u8(type);
    out.u8(flags);
    out.u8(0);
    out.u8(0);
    out.i32(payload.size());
    out.i64(synced);
    out.bytes(stored, 0, length);
    int sum = checksum(out.array(), start + 8, out.size() - start - 8);
    for (int i = 0; i < 4; i++) {
      out.array()[start + 4 + i] = (byte) (sum >>> (8 * i));
    }
  }

  private int compress(ByteWriter payload) {
    int bound = (int) Zstd.compressBound(payload.size());
    if (compressed.length < bound) {
      compressed = new byte[bound];
    }
    return (int)
        Zstd.compressByteArray(
            compressed, 0, compressed.length, payload.array(), 0, payload.size(), LEVEL);
  }

  private int checksum(byte[] bytes, int start, int length) {
    crc.reset();
    crc.update(bytes, start, length);
    return (int) crc.getValue();
  }

  /// Reads the frame at the offset.
  ///
  /// @throws CorruptionException if there is no whole and unchanged frame
  Frame read(MemorySegment file, long offset, String name) {
    if (file.byteSize() - offset < HEADER) {
      throw new CorruptionException(
          name, offset, (file.byteSize() - offset) + " bytes (expected: a frame)");
    }
    var in = new SegmentReader(file, offset, file.byteSize(), name);
    int length = in.i32();
    int sum = in.i32();
    if (length < 0 || length > LENGTH_MAX || length > file.byteSize() - offset - HEADER) {
      throw new CorruptionException(name, offset, "length: " + length + " (expected: in the file)");
    }
    crc.reset();
    crc.update(file.asSlice(offset + 8, HEADER - 8 + length).asByteBuffer());
    if ((int) crc.getValue() != sum) {
      throw new CorruptionException(name, offset, "checksum does not match");
    }
    int type = in.u8();
    int flags = in.u8();
    in.skip(2);
    int rawLength = in.i32();
    if (rawLength < 0 || rawLength > LENGTH_MAX) {
      throw new CorruptionException(name, offset, "raw length: " + rawLength);
    }
    long synced = in.i64();
    long end = offset + HEADER + length;
    int size = payload(file, offset, length, flags == 0 ? -1 : rawLength, name);
    return new Frame(type, new ByteReader(raw, size, name), end, synced);
  }

  /// Brings a payload of that length into `raw` and returns its size there.
  private int payload(MemorySegment file, long offset, int length, int inflated, String name) {
    if (inflated < 0) {
      raw = room(raw, length);
      MemorySegment.copy(file, ValueLayout.JAVA_BYTE, offset + HEADER, raw, 0, length);
      return length;
    }
    compressed = room(compressed, length);
    MemorySegment.copy(file, ValueLayout.JAVA_BYTE, offset + HEADER, compressed, 0, length);
    raw = room(raw, inflated);
    long size = Zstd.decompressByteArray(raw, 0, inflated, compressed, 0, length);
    if (size != inflated) {
      throw new CorruptionException(
          name, offset, "decompressed: " + size + " bytes (expected: " + inflated + ")");
    }
    return inflated;
  }

  private static byte[] room(byte[] bytes, int length) {
    return length <= bytes.length ? bytes : new byte[Math.max(length, 2 * bytes.length)];
  }

  /// Returns where the frame at the offset ends, without verifying it.
  static long end(MemorySegment file, long offset, String name) {
    var in = new SegmentReader(file, offset, file.byteSize(), name);
    long length = in.i32();
    in.skip(HEADER - 4);
    in.skip(length);
    return in.position();
  }

  static int type(MemorySegment file, long offset) {
    return file.byteSize() - offset < HEADER ? -1 : file.get(ValueLayout.JAVA_BYTE, offset + 8);
  }
}
