package io.tocsin.tsdb.prometheus;

import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStream;
import io.tocsin.kit.CorruptionException;
import io.tocsin.kit.SnappyBlock;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// The log of what is in no block yet: the checkpoint, the segments behind it, and the log of
/// samples that came out of order. Records lie in pages of 32 KiB, in pieces where they cross one.
public final class SourceLog {
  private static final int PAGE_BYTES = 32 << 10;
  private static final int RECORD_BYTES_MAX = 1 << 30;
  private static final String CHECKPOINT = "checkpoint.";
  private static final int SNAPPY = 0x08;
  private static final int ZSTD = 0x10;
  private static final int FULL = 1;
  private static final int FIRST = 2;
  private static final int LAST = 4;

  private final Path folder;
  private final LogRecords records;
  private byte[] record = new byte[PAGE_BYTES];
  private int length;
  private byte[] piece = new byte[PAGE_BYTES];
  private int pieceBytes;
  private byte[] decoded = new byte[PAGE_BYTES];

  /// @param folder the data directory
  public SourceLog(Path folder, LogSink sink) {
    this.folder = folder;
    this.records = new LogRecords(sink);
  }

  /// Reads checkpoint and segments.
  ///
  /// @return what is wrong with it, empty if nothing is: everything before has been read
  /// @throws IOException if it cannot be read
  public List<String> read() throws IOException {
    var faults = new ArrayList<String>();
    var checkpoint = checkpoint();
    long after = -1;
    if (checkpoint != null) {
      after = Long.parseLong(SourceFiles.name(checkpoint).substring(CHECKPOINT.length()));
      faults.addAll(read(SourceFiles.numbered(checkpoint)));
    }
    long last = after;
    var segments =
        SourceFiles.numbered(folder.resolve("wal")).stream()
            .filter(file -> Long.parseLong(SourceFiles.name(file)) > last)
            .toList();
    faults.addAll(read(segments));
    return List.copyOf(faults);
  }

  /// Reads the log of samples that came out of order, whose series are those of [#read], as it
  /// does.
  public List<String> readOutOfOrder() throws IOException {
    return read(SourceFiles.numbered(folder.resolve("wbl")));
  }

  private @Nullable Path checkpoint() throws IOException {
    var wal = folder.resolve("wal");
    if (!Files.isDirectory(wal)) {
      return null;
    }
    try (var files = Files.list(wal)) {
      return files
          .filter(file -> SourceFiles.name(file).matches("checkpoint\\.[0-9]{1,18}"))
          .max(Comparator.comparing(SourceFiles::name))
          .orElse(null);
    }
  }

  private List<String> read(List<Path> files) throws IOException {
    length = 0;
    for (var file : files) {
      boolean last = file.equals(files.getLast());
      try (var arena = Arena.ofShared()) {
        segment(SourceFiles.open(file, arena), last);
      } catch (CorruptionException e) {
        return List.of(e.getMessage() + " (expected: whole records; read up to there)");
      }
    }
    return List.of();
  }

  /// Of the last segment the end may not have been written whole: nothing of it counted.
  private void segment(SourceCursor in, boolean last) throws IOException {
    long size = in.size();
    for (long at = 0; at < size; ) {
      long page = at / PAGE_BYTES * PAGE_BYTES + PAGE_BYTES;
      in.range(at, size);
      int head = in.u8();
      int type = head & 7;
      if (type == 0) {
        at = page;
        continue;
      }
      long end = at + 7 + (size - at >= 7 ? in.u16() : 0);
      if (size - at < 7 || end > size) {
        if (last) {
          return;
        }
        throw in.corrupt("record: ends behind the file (expected: within it)");
      }
      if (end > page || type > LAST) {
        throw in.corrupt("record: type " + type + " to " + end + " (expected: 1 to 4, in a page)");
      }
      if (isTorn(in, (int) (end - at) - 7, end, size, last)) {
        return;
      }
      piece(in, head, type);
      at = end;
    }
  }

  /// Verifies the checksum and copies the piece; true if it is at the very end of the log and
  /// wrong.
  private boolean isTorn(SourceCursor in, int bytes, long end, long size, boolean last) {
    int expected = in.i32();
    var crc = new CRC32C();
    long start = in.skip(bytes);
    piece = piece.length < bytes ? new byte[bytes] : piece;
    in.copy(start, piece, bytes);
    crc.update(piece, 0, bytes);
    if ((int) crc.getValue() == expected) {
      if (length + bytes > RECORD_BYTES_MAX) {
        throw in.corrupt("record: longer than " + RECORD_BYTES_MAX + " bytes");
      }
      pieceBytes = bytes;
      return false;
    }
    if (last && end == size) {
      return true;
    }
    throw in.corrupt(
        String.format("checksum of record: %08x (expected: %08x)", expected, (int) crc.getValue()));
  }

  private void piece(SourceCursor in, int head, int type) throws IOException {
    if (type == FULL || type == FIRST) {
      length = 0;
    }
    if (record.length < length + pieceBytes) {
      record = Arrays.copyOf(record, (length + pieceBytes) * 2);
    }
    System.arraycopy(piece, 0, record, length, pieceBytes);
    length += pieceBytes;
    if (type == FULL || type == LAST) {
      try {
        int size = decompress(head);
        var whole = (head & (SNAPPY | ZSTD)) == 0 ? record : decoded;
        records.read(new SourceCursor(MemorySegment.ofArray(whole), "record").range(0, size));
      } catch (IllegalArgumentException | ZstdIOException e) {
        throw in.corrupt("record: " + e.getMessage());
      } catch (CorruptionException e) {
        throw in.corrupt("record: offset " + e.offset() + " in it: " + e.detail());
      }
      length = 0;
    }
  }

  private int decompress(int head) throws IOException {
    if ((head & SNAPPY) != 0) {
      var block = new SnappyBlock(record, length);
      int size = room(block.declaredLength());
      block.decode(decoded, size);
      return size;
    }
    if ((head & ZSTD) != 0) {
      return unpack();
    }
    return length;
  }

  /// The frames do not say how long they are.
  private int unpack() throws IOException {
    int size = 0;
    try (var in = new ZstdInputStream(new ByteArrayInputStream(record, 0, length))) {
      for (int read = 0; read >= 0; size += read) {
        if (size == decoded.length) {
          room(2L * size);
        }
        read = in.read(decoded, size, decoded.length - size);
        if (read < 0) {
          break;
        }
      }
    }
    return size;
  }

  private int room(long size) {
    if (size < 0 || size > RECORD_BYTES_MAX) {
      throw new IllegalArgumentException(
          "length: " + size + " (expected: at most " + RECORD_BYTES_MAX + ")");
    }
    if (decoded.length < size + SnappyBlock.SLACK) {
      decoded = Arrays.copyOf(decoded, (int) size + SnappyBlock.SLACK);
    }
    return (int) size;
  }
}
