package io.tocsin.tsdb.block;

import io.tocsin.kit.Directory;
import io.tocsin.model.SampleBuffer;
import io.tocsin.tsdb.chunk.ByteWriter;
import io.tocsin.tsdb.chunk.SegmentReader;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.roaringbitmap.RoaringBitmap;

/// The samples of a block that were deleted: intervals of time by series. Immutable.
final class Tombstones {
  static final Tombstones NONE = new Tombstones(new TreeMap<>());

  private final SortedMap<Integer, List<Interval>> intervals;

  private Tombstones(SortedMap<Integer, List<Interval>> intervals) {
    this.intervals = intervals;
  }

  boolean isEmpty() {
    return intervals.isEmpty();
  }

  int series() {
    return intervals.size();
  }

  /// Returns these and an interval of each of the series more.
  Tombstones with(int[] series, long min, long max) {
    var more = new TreeMap<>(intervals);
    for (int one : series) {
      more.merge(one, List.of(new Interval(min, max)), Tombstones::union);
    }
    return new Tombstones(more);
  }

  private static List<Interval> union(List<Interval> some, List<Interval> others) {
    var all = new ArrayList<>(some);
    all.addAll(others);
    all.sort((a, b) -> Long.compare(a.minMillis(), b.minMillis()));
    var united = new ArrayList<Interval>();
    for (var next : all) {
      var last = united.isEmpty() ? null : united.getLast();
      if (last == null
          || (next.minMillis() > last.maxMillis() && next.minMillis() - last.maxMillis() > 1)) {
        united.add(next);
      } else if (next.maxMillis() > last.maxMillis()) {
        united.set(united.size() - 1, new Interval(last.minMillis(), next.maxMillis()));
      }
    }
    return List.copyOf(united);
  }

  /// Takes the deleted samples of a series out of the buffer, of what stands there from `start` on.
  void cut(int series, SampleBuffer out, int start) {
    var deleted = intervals.get(series);
    if (deleted == null) {
      return;
    }
    int kept = start;
    int at = 0;
    for (int i = start; i < out.size(); i++) {
      long time = out.timestamps()[i];
      while (at < deleted.size() && deleted.get(at).maxMillis() < time) {
        at++;
      }
      if (at == deleted.size() || deleted.get(at).minMillis() > time) {
        out.timestamps()[kept] = time;
        out.values()[kept++] = out.values()[i];
      }
    }
    out.truncate(kept);
  }

  /// Returns the series of which nothing is left between the two times.
  RoaringBitmap gone(long min, long max) {
    var gone = new RoaringBitmap();
    intervals.forEach((series, deleted) -> {
      var first = deleted.getFirst();
      if (first.minMillis() <= min && first.maxMillis() >= max) {
        gone.add(series);
      }
    });
    return gone;
  }

  /// Writes the file of a block anew, to be there when this returns.
  void write(Directory directory, String block, String id) throws IOException {
    var bytes = new ByteWriter(1 << 10);
    int previous = 0;
    for (var entry : intervals.entrySet()) {
      bytes.varint(entry.getKey() - previous);
      previous = entry.getKey();
      bytes.varint(entry.getValue().size());
      for (var interval : entry.getValue()) {
        bytes.zigzag(interval.minMillis());
        bytes.varint(interval.maxMillis() - interval.minMillis());
      }
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
    var all = new TreeMap<Integer, List<Interval>>();
    int one = 0;
    while (in.remaining() > 0) {
      one += in.count(series - 1L - one, "series");
      var deleted = new ArrayList<Interval>();
      for (int i = in.count(in.remaining(), "intervals"); i > 0; i--) {
        long min = in.zigzag();
        deleted.add(new Interval(min, min + in.varint()));
      }
      if (deleted.isEmpty()) {
        throw in.corrupt("intervals: none (expected: at least one)");
      }
      all.put(one, List.copyOf(deleted));
    }
    return new Tombstones(all);
  }
}
