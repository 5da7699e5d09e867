package io.tocsin.tsdb.block;

import io.tocsin.kit.CorruptionException;
import io.tocsin.model.StoreException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/// What stands at the start and the end of each file of a block.
enum Frame {
  DATA("data", 0x444b4254),
  INDEX("index", 0x494b4254),
  META("meta", 0x4d4b4254),
  TOMBSTONES("tombstones", 0x544b4254);

  static final int VERSION = 1;
  static final int HEADER_BYTES = 8;
  static final int FOOTER_BYTES = 4;

  static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private static final long PIECE_BYTES = 1L << 30;

  private final String suffix;
  private final int magic;

  Frame(String suffix, int magic) {
    this.suffix = suffix;
    this.magic = magic;
  }

  int magic() {
    return magic;
  }

  String file(String block) {
    return block + "." + suffix;
  }

  /// Checks the header of a whole file.
  ///
  /// @throws StoreException if a later version of this program has written it
  void checkHeader(MemorySegment file, String name) {
    if (file.byteSize() < HEADER_BYTES + FOOTER_BYTES) {
      throw new CorruptionException(
          name, 0, "length: " + file.byteSize() + " (expected: at least 12)");
    }
    int found = file.get(INT, 0);
    if (found != magic) {
      throw new CorruptionException(
          name, 0, "magic: %08x (expected: %08x)".formatted(found, magic));
    }
    int version = file.get(INT, 4);
    if (version > VERSION && isWhole(file)) {
      throw later(name, "version: " + version + " (expected: <= " + VERSION + ")");
    }
    if (version != VERSION) {
      throw new CorruptionException(
          name, 4, "version: " + version + " (expected: " + VERSION + ")");
    }
  }

  private static boolean isWhole(MemorySegment file) {
    long end = file.byteSize() - FOOTER_BYTES;
    return file.get(INT, end) == checksum(file.asSlice(0, end));
  }

  /// What a file that is not damaged, but cannot be read, is refused with.
  static StoreException later(String name, String what) {
    return new StoreException(
        StoreException.Kind.CORRUPT, name + ": of a later version of this program, " + what);
  }

  /// Checks the header and the checksum of a whole file and returns the checksum.
  int checkAll(MemorySegment file, String name) {
    checkHeader(file, name);
    long end = file.byteSize() - FOOTER_BYTES;
    int stored = file.get(INT, end);
    int computed = checksum(file.asSlice(0, end));
    if (stored != computed) {
      throw new CorruptionException(
          name, end, "checksum: %08x (expected: %08x)".formatted(computed, stored));
    }
    return stored;
  }

  static int checksum(MemorySegment bytes) {
    var crc = new CRC32C();
    for (long at = 0; at < bytes.byteSize(); at += PIECE_BYTES) {
      long length = Math.min(PIECE_BYTES, bytes.byteSize() - at);
      crc.update(bytes.asSlice(at, length).asByteBuffer());
    }
    return (int) crc.getValue();
  }
}
