package io.tocsin.tsdb.prometheus;

import io.tocsin.kit.CorruptionException;
import io.tocsin.model.SampleBuffer;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/// The `chunks` folder of a block.
final class ChunkFiles {
  static final int MAGIC = 0x85bd40dd;
  static final int HEADER_BYTES = 8;
  private static final int CHECKSUM_BYTES = 4;
  private static final int LENGTH_MAX = 1 << 28;

  private final List<SourceCursor> files = new ArrayList<>();
  private final ChunkDecoder decoder = new ChunkDecoder();
  private byte[] buffer = new byte[1 << 12];

  /// Maps the files of the folder until the arena is closed.
  ChunkFiles(Path folder, Arena arena) throws IOException {
    for (var file : SourceFiles.numbered(folder)) {
      var cursor = SourceFiles.open(file, arena);
      if (cursor.remaining() < HEADER_BYTES) {
        throw cursor.corrupt("size: " + cursor.remaining() + " (expected: a header of 8 bytes)");
      }
      int magic = cursor.i32();
      if (magic != MAGIC) {
        throw new CorruptionException(
            cursor.file(), 0, String.format("magic: %08x (expected: %08x)", magic, MAGIC));
      }
      int version = cursor.u8();
      if (version != 1) {
        throw new CorruptionException(cursor.file(), 4, "version: " + version + " (expected: 1)");
      }
      files.add(cursor);
    }
  }

  /// Appends the samples of the chunk.
  ///
  /// @param reference number of the file and offset in it
  void read(long reference, SampleBuffer out) {
    long number = reference >>> 32;
    if (number >= files.size()) {
      throw new CorruptionException(
          "chunks", reference, "file: " + number + " (expected: one of " + files.size() + ")");
    }
    var cursor = files.get((int) number);
    cursor.range(reference & 0xffffffffL, cursor.size());
    int length = cursor.count(LENGTH_MAX, "length of chunk") + 1;
    long start = cursor.skip((long) length + CHECKSUM_BYTES);
    if (buffer.length < length + CHECKSUM_BYTES + BitInput.SLACK) {
      buffer = new byte[length * 2 + BitInput.SLACK];
    }
    cursor.copy(start, buffer, length + CHECKSUM_BYTES);
    var crc = new CRC32C();
    crc.update(buffer, 0, length);
    if ((int) crc.getValue() != checksum(length)) {
      throw new CorruptionException(
          cursor.file(),
          start,
          String.format(
              "checksum of chunk: %08x (expected: %08x)", checksum(length), (int) crc.getValue()));
    }
    try {
      decoder.decode(buffer[0], buffer, 1, length, out);
    } catch (CorruptionException e) {
      throw e.in(cursor.file(), start);
    }
  }

  private int checksum(int at) {
    return ((buffer[at] & 0xff) << 24)
        | ((buffer[at + 1] & 0xff) << 16)
        | ((buffer[at + 2] & 0xff) << 8)
        | (buffer[at + 3] & 0xff);
  }
}
