package io.tocsin.tsdb.wal;

import io.tocsin.kit.CorruptionException;
import io.tocsin.kit.Directory;
import io.tocsin.tsdb.head.HeadReplay;
import io.tocsin.tsdb.head.SampleBatch;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads the log's segments in order.
///
/// An unreadable end of the last segment is torn: the machine stopped while it was written, nothing
/// in it was acknowledged as synced. It is damage where a later record says that those bytes had
/// been synced, or where another segment follows; then reading ends there, with everything before
/// it kept.
public final class WalReplay {
  /// What was found.
  ///
  /// @param next the number of the next segment to write
  /// @param torn what was at the torn end of the last segment, if anything was
  /// @param damage what ended the reading early, if anything did
  /// @param unread the names of the segments from the damaged one on
  public record Result(
      long next,
      long samples,
      @Nullable CorruptionException torn,
      @Nullable CorruptionException damage,
      List<String> unread) {}

  private final Directory directory;
  private final HeadReplay sink;
  private final SideRecords side;
  private final Frames frames = new Frames();
  private final SampleBatch batch = new SampleBatch();
  private long samples;

  public WalReplay(Directory directory, HeadReplay sink, SideRecords side) {
    this.directory = directory;
    this.sink = sink;
    this.side = side;
  }

  /// Reads all segments from that number on and cuts off a torn end.
  ///
  /// @throws io.tocsin.model.StoreException if a later version of this program has written one
  public Result run(long firstSegment) throws IOException {
    return read(firstSegment, true);
  }

  /// Reads all segments from that number on and changes nothing.
  public Result verify(long firstSegment) throws IOException {
    return read(firstSegment, false);
  }

  private Result read(long firstSegment, boolean repair) throws IOException {
    var names = new ArrayList<String>();
    for (var name : directory.list()) {
      if (Wal.number(name) >= firstSegment) {
        names.add(name);
      }
    }
    long expected = names.isEmpty() ? firstSegment : Wal.number(names.getFirst());
    CorruptionException torn = null;
    for (int i = 0; i < names.size(); i++) {
      var name = names.get(i);
      boolean last = i == names.size() - 1;
      var bad = Wal.number(name) == expected ? segment(name) : missing(name, expected);
      if (bad != null && (!last || !isTorn(name, bad.offset()))) {
        long next = Wal.number(names.getLast()) + 1;
        return new Result(next, samples, null, bad, List.copyOf(names.subList(i, names.size())));
      }
      if (bad != null) {
        torn = bad;
        if (repair) {
          cut(name, bad.offset());
        }
      }
      // One without a whole header is deleted: its number is the next one's, or a gap would be
      // left.
      expected += bad != null && bad.offset() < Frames.FILE_HEADER ? 0 : 1;
    }
    return new Result(Math.max(expected, 1), samples, torn, null, List.of());
  }

  private static CorruptionException missing(String name, long expected) {
    return new CorruptionException(
        name, 0, "segment before it is missing (expected: " + Wal.fileName(expected) + ")");
  }

  private void cut(String name, long size) throws IOException {
    if (size < Frames.FILE_HEADER) {
      directory.delete(name);
      directory.syncNames();
    } else {
      directory.truncate(name, size);
    }
  }

  /// Reads a segment and returns what is wrong with it, or null.
  private @Nullable CorruptionException segment(String name) throws IOException {
    try (var arena = Arena.ofConfined()) {
      var file = directory.map(name, arena);
      frames.refuseLater(file, Wal.MAGIC, name);
      frames.readFileHeader(file, Wal.MAGIC, name);
      for (long at = Frames.FILE_HEADER; at < file.byteSize(); ) {
        at = record(file, at, name);
      }
      return null;
    } catch (CorruptionException e) {
      return e;
    }
  }

  private long record(MemorySegment file, long at, String name) {
    var frame = frames.read(file, at, name);
    try {
      switch (frame.type()) {
        case WalRecords.SERIES -> WalRecords.readSeries(frame.payload(), sink);
        case WalRecords.SAMPLES -> {
          WalRecords.readSamples(frame.payload(), batch);
          samples += batch.size();
          sink.samples(batch);
        }
        case WalRecords.LATE_SAMPLES -> {
          WalRecords.readSamples(frame.payload(), batch);
          samples += batch.size();
          sink.lateSamples(batch);
        }
        case WalRecords.DELETIONS -> {
          WalRecords.readDeletions(frame.payload(), batch);
          sink.deletions(batch);
        }
        case WalRecords.FULL_SAMPLES -> {
          boolean late = FullRecords.read(frame.payload(), batch);
          samples += batch.size();
          if (late) {
            sink.lateSamples(batch);
          } else {
            sink.samples(batch);
          }
        }
        case WalRecords.EXEMPLARS -> side.exemplars(frame.payload());
        case WalRecords.METADATA -> side.metadata(frame.payload());
        default -> throw Frames.later(name, "record type: " + frame.type() + " (expected: 1 to 8)");
      }
    } catch (CorruptionException e) {
      throw new CorruptionException(name, at, e.detail());
    }
    return frame.end();
  }

  /// Tells whether no readable record behind the offset proves that it had been synced.
  private boolean isTorn(String name, long offset) throws IOException {
    try (var arena = Arena.ofConfined()) {
      var file = directory.map(name, arena);
      for (long at = Math.max(offset + 1, Frames.FILE_HEADER);
          at + Frames.HEADER <= file.byteSize();
          at++) {
        if (mayBeFrame(file, at) && provesSynced(file, at, name, offset)) {
          return false;
        }
      }
      return true;
    }
  }

  private static boolean mayBeFrame(MemorySegment file, long at) {
    int type = file.get(ValueLayout.JAVA_BYTE, at + 8);
    int flags = file.get(ValueLayout.JAVA_BYTE, at + 9);
    return type >= WalRecords.SERIES && type <= WalRecords.METADATA && (flags & ~1) == 0;
  }

  private boolean provesSynced(MemorySegment file, long at, String name, long offset) {
    try {
      return frames.read(file, at, name).synced() > offset;
    } catch (CorruptionException e) {
      return false;
    }
  }
}
