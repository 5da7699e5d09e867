package io.tocsin.tsdb.block;

import com.github.luben.zstd.Zstd;
import io.tocsin.kit.Directory;
import io.tocsin.tsdb.chunk.ByteWriter;
import java.io.Closeable;
import java.io.IOException;
import java.util.zip.CRC32C;

/// Gathers parts of series to segments, compresses and writes them. For one thread.
final class DataWriter implements Closeable {
  static final int SEGMENT_BYTES = 64 << 10;

  /// No segment is longer than this when decompressed: one part, one chunk past its bound.
  static final int SEGMENT_BYTES_MAX = 128 << 10;

  private static final int NEW_NAME_BYTES = 16 << 10;
  private static final int LEVEL = 3;

  private final FramedOutput output;
  private final ByteWriter segment = new ByteWriter(SEGMENT_BYTES_MAX);
  private final ByteWriter segments = new ByteWriter(1 << 10);
  private final byte[] compressed = new byte[(int) Zstd.compressBound(SEGMENT_BYTES_MAX)];
  private int count;

  DataWriter(Directory directory, String name) throws IOException {
    output = new FramedOutput(directory, name, Frame.DATA);
  }

  /// A metric begins: its segments start apart where that costs no compression.
  void startName() throws IOException {
    if (segment.size() >= NEW_NAME_BYTES) {
      flush();
    }
  }

  /// Makes room for a part of `bytes`: afterwards [#segment] and [#offset] say where it will be.
  void startPart(int bytes) throws IOException {
    if (segment.size() > 0 && segment.size() + bytes > SEGMENT_BYTES) {
      flush();
    }
  }

  int segment() {
    return count;
  }

  int offset() {
    return segment.size();
  }

  void add(ByteWriter bytes) {
    segment.bytes(bytes.array(), 0, bytes.size());
  }

  void addCount(int chunks) {
    segment.varint(chunks);
  }

  private void flush() throws IOException {
    if (segment.size() == 0) {
      return;
    }
    long length =
        Zstd.compressByteArray(
            compressed, 0, compressed.length, segment.array(), 0, segment.size(), LEVEL);
    var crc = new CRC32C();
    crc.update(compressed, 0, (int) length);
    segments.i64(output.position());
    segments.i32((int) length + 4);
    segments.i32(segment.size());
    var checksum = new ByteWriter(4);
    checksum.i32((int) crc.getValue());
    output.write(checksum);
    output.write(compressed, (int) length);
    segment.clear();
    count++;
  }

  FileSum finish() throws IOException {
    flush();
    return output.finish();
  }

  /// The places of all segments, after [#finish].
  ByteWriter segments() {
    return segments;
  }

  @Override
  public void close() throws IOException {
    output.close();
  }
}
