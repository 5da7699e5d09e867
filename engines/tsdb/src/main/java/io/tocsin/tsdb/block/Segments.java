package io.tocsin.tsdb.block;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import io.tocsin.kit.CorruptionException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.zip.CRC32C;

/// The mapped data file of a block, decompressed segment by segment. Safe for use by many threads.
final class Segments {
  private final MemorySegment mapped;
  private final String file;
  private final Index index;
  private final SegmentCache cache;
  private final int cacheOwner;

  Segments(MemorySegment mapped, String file, Index index, SegmentCache cache, int cacheOwner) {
    this.mapped = mapped;
    this.file = file;
    this.index = index;
    this.cache = cache;
    this.cacheOwner = cacheOwner;
    Frame.DATA.checkHeader(mapped, file);
  }

  /// Compares the length of the file with what the meta file says.
  void checkLength(BlockMeta meta) {
    long expected = meta.files().data().length();
    if (mapped.byteSize() != expected) {
      throw new CorruptionException(
          file, 0, "length: " + mapped.byteSize() + " (expected: " + expected + ")");
    }
  }

  String file() {
    return file;
  }

  MemorySegment read(int segment) {
    byte[] content = cache.find(cacheOwner, segment);
    if (content == null) {
      content = decompress(index.segment(segment));
      cache.keep(cacheOwner, segment, content);
    }
    return MemorySegment.ofArray(content);
  }

  private byte[] decompress(Index.Place place) {
    long end = mapped.byteSize() - Frame.FOOTER_BYTES;
    if (place.offset() < Frame.HEADER_BYTES
        || place.length() < 4
        || place.offset() > end - place.length()
        || place.rawLength() < 0
        || place.rawLength() > DataWriter.SEGMENT_BYTES_MAX) {
      throw new CorruptionException(file, place.offset(), "segment: " + place);
    }
    var frame = new byte[place.length() - 4];
    MemorySegment.copy(mapped, ValueLayout.JAVA_BYTE, place.offset() + 4, frame, 0, frame.length);
    var crc = new CRC32C();
    crc.update(frame);
    int stored = mapped.get(Frame.INT, place.offset());
    if ((int) crc.getValue() != stored) {
      throw new CorruptionException(
          file,
          place.offset(),
          "checksum of segment: %08x (expected: %08x)".formatted((int) crc.getValue(), stored));
    }
    var content = new byte[place.rawLength()];
    decompress(frame, content, place);
    return content;
  }

  private void decompress(byte[] frame, byte[] content, Index.Place place) {
    long length;
    try {
      length = Zstd.decompressByteArray(content, 0, content.length, frame, 0, frame.length);
    } catch (ZstdException e) {
      throw new CorruptionException(file, place.offset(), "zstd: " + e.getMessage());
    }
    if (length != content.length) {
      throw new CorruptionException(
          file, place.offset(), "decompressed: " + length + " (expected: " + content.length + ")");
    }
  }

  /// Compares the whole file with its footer and with the meta file.
  void verify(BlockMeta meta) {
    int checksum = Frame.DATA.checkAll(mapped, file);
    if (!new FileSum(mapped.byteSize(), checksum).equals(meta.files().data())) {
      throw new CorruptionException(file, 0, "length or checksum: not what the meta file says");
    }
  }
}
