package io.tocsin.tsdb.wal;

import io.tocsin.kit.CorruptionException;
import io.tocsin.kit.Directory;
import io.tocsin.model.StoreException;
import io.tocsin.tsdb.chunk.ByteWriter;
import io.tocsin.tsdb.head.Head;
import io.tocsin.tsdb.head.HeadLoader;
import io.tocsin.tsdb.head.HeadSnapshot;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/// The whole head in one file, named after the first log segment that is not in it. For one thread.
public final class Checkpoint {
  private static final String MAGIC = "TOCSCHK\n";
  private static final String PREFIX = "checkpoint-";
  private static final String TEMPORARY = "checkpoint.tmp";
  private static final int SERIES = 1;
  private static final int PAIRS = 2;
  private static final int SYMBOLS = 3;
  private static final int END = 4;
  private static final int LATE_SAMPLES = 5;
  private static final int FULL_SAMPLES = 6;
  private static final int EXEMPLARS = 8;
  private static final int METADATA = 9;

  private final Directory directory;
  private final SideRecords side;
  private final Frames frames = new Frames();
  private final ByteWriter payload = new ByteWriter(1 << 16);
  private final ByteWriter framed = new ByteWriter(1 << 16);

  /// @param side what is written and read beside the head
  public Checkpoint(Directory directory, SideRecords side) {
    this.directory = directory;
    this.side = side;
  }

  /// Returns the name of the checkpoint of that segment.
  public static String fileName(long segment) {
    return String.format(Locale.ROOT, PREFIX + "%010d", segment);
  }

  private static long number(String fileName) {
    return fileName.matches(PREFIX + "\\d{10}")
        ? Long.parseLong(fileName.substring(PREFIX.length()))
        : -1;
  }

  /// Tells whether a file of that name is a checkpoint.
  public static boolean isOne(String fileName) {
    return number(fileName) >= 0;
  }

  /// Writes the head down as the state before segment `segment` (or newer). Returns the file's
  /// size.
  public long write(Head head, long segment) throws IOException {
    if (directory.list().contains(TEMPORARY)) {
      directory.delete(TEMPORARY);
    }
    long bytes = 0;
    try (var out = directory.create(TEMPORARY)) {
      bytes = write(new HeadSnapshot(head), segment, out);
      out.sync();
    } finally {
      if (bytes == 0) {
        // On a full disk its room is needed.
        directory.delete(TEMPORARY);
      }
    }
    directory.rename(TEMPORARY, fileName(segment));
    directory.syncNames();
    return bytes;
  }

  private long write(HeadSnapshot snapshot, long segment, Directory.Output out) throws IOException {
    framed.clear();
    frames.fileHeader(MAGIC, segment, framed);
    long bytes = flush(out);
    for (int stripe = 0; stripe < snapshot.stripes(); stripe++) {
      payload.clear();
      snapshot.series(stripe, payload);
      if (payload.size() > 0) {
        bytes += frame(SERIES, out);
      }
      bytes += full(snapshot::runs, out);
    }
    for (int stripe = 0; stripe < snapshot.stripes(); stripe++) {
      bytes += late(snapshot, stripe, out);
    }
    if (snapshot.hasFull()) {
      // Says that there are such samples, in whatever chunks.
      payload.clear();
      bytes += frame(FULL_SAMPLES, out);
    }
    payload.clear();
    snapshot.pairs(payload);
    bytes += frame(PAIRS, out);
    payload.clear();
    while (snapshot.symbols(payload)) {
      bytes += frame(SYMBOLS, out);
      payload.clear();
    }
    bytes += pages(EXEMPLARS, side.exemplarPages(), out);
    bytes += pages(METADATA, side.metadataPages(), out);
    payload.clear();
    payload.i64(snapshot.seriesWritten());
    return bytes + frame(END, out);
  }

  private long full(Consumer<ByteWriter> samples, Directory.Output out) throws IOException {
    payload.clear();
    samples.accept(payload);
    return payload.size() == 0 ? 0 : frame(FULL_SAMPLES, out);
  }

  private long late(HeadSnapshot snapshot, int stripe, Directory.Output out) throws IOException {
    var full = new ByteWriter(64);
    payload.clear();
    snapshot.late(stripe, payload, full);
    long bytes = payload.size() == 0 ? 0 : frame(LATE_SAMPLES, out);
    return bytes + full(samples -> samples.bytes(full.array(), 0, full.size()), out);
  }

  private long pages(int type, SideRecords.Pages pages, Directory.Output out) throws IOException {
    long bytes = 0;
    payload.clear();
    while (pages.next(payload)) {
      bytes += frame(type, out);
      payload.clear();
    }
    return bytes;
  }

  private long frame(int type, Directory.Output out) throws IOException {
    framed.clear();
    frames.write(type, payload, 0, framed);
    return flush(out);
  }

  private long flush(Directory.Output out) throws IOException {
    out.write(framed.array(), 0, framed.size());
    return framed.size();
  }

  /// Deletes what the checkpoint of that segment replaces.
  public void deleteBefore(long segment) throws IOException {
    for (var name : directory.list()) {
      long number = number(name);
      if (number >= 0 && number < segment) {
        directory.delete(name);
      }
    }
    Wal.deleteBefore(directory, segment);
  }

  /// Returns the segments of all checkpoints, the newest first.
  public List<Long> all() throws IOException {
    return directory.list().stream()
        .map(Checkpoint::number)
        .filter(number -> number >= 0)
        .sorted(Comparator.reverseOrder())
        .toList();
  }

  /// Returns the segment of the newest checkpoint, or -1 where there is none.
  public long newest() throws IOException {
    long newest = -1;
    for (var name : directory.list()) {
      newest = Math.max(newest, number(name));
    }
    return newest;
  }

  /// Fills an empty head from the checkpoint of that segment.
  ///
  /// @throws CorruptionException naming the file and where in it; what is in the head then is not
  ///   to be used
  /// @throws StoreException if a later version of this program has written it
  public void load(long segment, Head head) throws IOException {
    load(segment, head, false);
  }

  /// As [#load], from those sections of a damaged checkpoint that are whole: the series of the
  /// others are left out.
  ///
  /// @throws CorruptionException if a section is missing that series need
  public void salvage(long segment, Head head) throws IOException {
    load(segment, head, true);
  }

  private void load(long segment, Head head, boolean salvage) throws IOException {
    var name = fileName(segment);
    try (var arena = Arena.ofConfined()) {
      var file = directory.map(name, arena);
      frames.refuseLater(file, MAGIC, name);
      if (!salvage && frames.readFileHeader(file, MAGIC, name) != segment) {
        throw new CorruptionException(name, 0, "segment differs from the name's");
      }
      var found = scan(file, name, salvage);
      try (var loader = new HeadLoader(head)) {
        load(file, name, found, loader);
      }
    }
  }

  private void load(MemorySegment file, String name, Found found, HeadLoader loader) {
    if (found.end >= 0) {
      loader.expect(frames.read(file, found.end, name).payload().i64());
    }
    for (long at : found.symbols) {
      loader.symbols(frames.read(file, at, name).payload());
    }
    for (long at : found.pairs) {
      loader.pairs(frames.read(file, at, name).payload());
    }
    for (long at : found.series) {
      loader.series(frames.read(file, at, name).payload());
    }
    for (long at : found.late) {
      loader.late(frames.read(file, at, name).payload());
    }
    for (long at : found.full) {
      loader.full(frames.read(file, at, name).payload());
    }
    for (long at : found.exemplars) {
      side.exemplars(frames.read(file, at, name).payload());
    }
    for (long at : found.metadata) {
      side.metadata(frames.read(file, at, name).payload());
    }
  }

  /// Where the frames of each type lie.
  private record Found(
      List<Long> series,
      List<Long> pairs,
      List<Long> symbols,
      List<Long> late,
      List<Long> full,
      List<Long> exemplars,
      List<Long> metadata,
      long end) {}

  private Found scan(MemorySegment file, String name, boolean salvage) {
    var series = new ArrayList<Long>();
    var pairs = new ArrayList<Long>();
    var symbols = new ArrayList<Long>();
    var late = new ArrayList<Long>();
    var full = new ArrayList<Long>();
    var exemplars = new ArrayList<Long>();
    var metadata = new ArrayList<Long>();
    long end = -1;
    long next;
    for (long at = Frames.FILE_HEADER; at < file.byteSize(); at = next) {
      at = salvage ? frames.firstWhole(file, at, name) : at;
      if (at == file.byteSize()) {
        break;
      }
      next = Frames.end(file, at, name);
      int type = Frames.type(file, at);
      switch (type) {
        case SERIES -> series.add(at);
        case PAIRS -> pairs.add(at);
        case SYMBOLS -> symbols.add(at);
        case END -> end = at;
        case LATE_SAMPLES -> late.add(at);
        case FULL_SAMPLES -> full.add(at);
        case EXEMPLARS -> exemplars.add(at);
        case METADATA -> metadata.add(at);
        default -> {
          frames.read(file, at, name);
          throw Frames.later(name, "section type: " + type + " (expected: 1 to 9)");
        }
      }
    }
    if (end < 0 && !salvage) {
      throw new CorruptionException(name, file.byteSize(), "end of the file is missing");
    }
    return new Found(series, pairs, symbols, late, full, exemplars, metadata, end);
  }
}
