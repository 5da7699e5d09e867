package io.tocsin.tsdb.block;

import io.tocsin.kit.Directory;
import io.tocsin.model.SampleBuffer;
import io.tocsin.tsdb.chunk.ByteWriter;
import io.tocsin.tsdb.chunk.SampleRuns;
import io.tocsin.tsdb.chunk.SegmentReader;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import org.roaringbitmap.RoaringBitmap;

/// The samples of a block that were deleted: intervals of time, each with the series it is of. A
/// deletion costs the series' numbers as runs, however many they are. Immutable.
final class Tombstones {
  static final Tombstones NONE = new Tombstones(List.of());

  private final List<Deletion> deletions;

  private record Deletion(Interval interval, RoaringBitmap series) {}

  private Tombstones(List<Deletion> deletions) {
    this.deletions = deletions;
  }

  boolean isEmpty() {
    return deletions.isEmpty();
  }

  /// Returns how many intervals there are.
  int size() {
    return deletions.size();
  }

  /// Returns these and an interval of each of the series, which ascend, more.
  Tombstones with(int[] series, Interval interval) {
    var found = RoaringBitmap.bitmapOf(series);
    var more = new ArrayList<Deletion>();
    for (var deletion : deletions) {
      if (deletion.interval.equals(interval)) {
        found.or(deletion.series);
      } else {
        more.add(deletion);
      }
    }
    found.runOptimize();
    more.add(new Deletion(interval, found));
    return new Tombstones(List.copyOf(more));
  }

  /// Takes the deleted samples of a series out of the buffer, of what stands there from `start` on.
  void cut(int series, SampleBuffer out, int start) {
    for (var deletion : deletions) {
      if (deletion.series.contains(series)) {
        cut(deletion.interval, out, start);
      }
    }
  }

  private static void cut(Interval interval, SampleBuffer out, int start) {
    SampleRuns.remove(
        out, start, time -> time >= interval.minMillis() && time <= interval.maxMillis());
  }

  /// Returns the series of which one deletion left nothing between the two times.
  RoaringBitmap gone(long min, long max) {
    var gone = new RoaringBitmap();
    for (var deletion : deletions) {
      if (deletion.interval.minMillis() <= min && deletion.interval.maxMillis() >= max) {
        gone.or(deletion.series);
      }
    }
    return gone;
  }

  /// Writes the file of a block anew, to be there when this returns.
  void write(Directory directory, String block, String id) throws IOException {
    var bytes = new ByteWriter(1 << 10);
    for (var deletion : deletions) {
      bytes.zigzag(deletion.interval.minMillis());
      bytes.varint(deletion.interval.maxMillis() - deletion.interval.minMillis());
      int[] series = deletion.series.toArray();
      Postings.write(series, 0, series.length, bytes);
    }
    var temporary = Frame.TOMBSTONES.file(BlockFiles.temporary(id));
    boolean done = false;
    try (var output = new FramedOutput(directory, temporary, Frame.TOMBSTONES)) {
      output.write(bytes);
      output.finish();
      done = true;
    } finally {
      if (!done) {
        BlockFiles.deleteTemporary(directory, id);
      }
    }
    directory.rename(temporary, Frame.TOMBSTONES.file(block));
    directory.syncNames();
  }

  /// Reads the file of a block, if it has one.
  ///
  /// @param series how many the block has
  static Tombstones read(Directory directory, String block, int series) throws IOException {
    var file = Frame.TOMBSTONES.file(block);
    try (var arena = Arena.ofConfined()) {
      var bytes = directory.map(file, arena);
      Frame.TOMBSTONES.checkAll(bytes, file);
      long end = bytes.byteSize() - Frame.FOOTER_BYTES;
      return read(new SegmentReader(bytes, Frame.HEADER_BYTES, end, file), series);
    } catch (NoSuchFileException e) {
      return NONE;
    }
  }

  private static Tombstones read(SegmentReader in, int series) {
    var deletions = new ArrayList<Deletion>();
    while (in.remaining() > 0) {
      long min = in.zigzag();
      long max = min + in.varint();
      var found = new RoaringBitmap();
      Postings.read(in, series, found);
      deletions.add(new Deletion(new Interval(min, max), found));
    }
    return new Tombstones(List.copyOf(deletions));
  }
}
