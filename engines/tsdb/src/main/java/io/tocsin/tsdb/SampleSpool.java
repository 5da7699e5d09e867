package io.tocsin.tsdb;

import io.tocsin.model.Histogram;
import io.tocsin.model.Labels;
import io.tocsin.model.SampleBuffer;
import io.tocsin.tsdb.block.Interval;
import io.tocsin.tsdb.block.SeriesOrder;
import io.tocsin.tsdb.chunk.SampleRuns;
import io.tocsin.tsdb.prometheus.HistogramFile;
import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Samples in any order on their way to blocks. They wait in a file beside the store, 36 bytes of
/// disk each; memory holds the series alone. Nothing of it is in the store before [#finish]. For
/// one thread.
public final class SampleSpool implements Closeable {
  private static final int RECORD_BYTES = 20;
  private static final int SORTED_BYTES = 16;
  private static final int BUFFER_BYTES = RECORD_BYTES << 12;
  private static final long HOUR_MILLIS = 3_600_000;
  private static final long NARROW_MILLIS = 2 * HOUR_MILLIS;
  private static final long WIDE_MILLIS = 18 * HOUR_MILLIS;
  private static final int NARROW_MAX = 24;

  /// The upper bits of a NaN that stands for a histogram, whose place the lower ones are.
  private static final long HISTOGRAM = 0xfffdL << 48;

  private static final long PLACE_MASK = (1L << 48) - 1;
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  private final ImportTarget target;
  private final SeriesSelection selection;
  private final Path file;
  private final Path sortedFile;
  private final FileChannel channel;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
  private final Map<Labels, Integer> ids = new HashMap<>();
  private final List<Labels> series = new ArrayList<>();
  private long[] counts = new long[1 << 10];
  private Labels lastLabels = Labels.EMPTY;
  private int lastId = -1;
  private final HistogramFile histograms;
  private final Map<Integer, List<Interval>> deleted = new HashMap<>();
  private long total;
  private long minMillis = Long.MAX_VALUE;
  private long maxMillis = Long.MIN_VALUE;

  SampleSpool(ImportTarget target, SeriesSelection selection) throws IOException {
    this.target = target;
    this.selection = selection;
    // What begins so is deleted by the next start if this process is killed.
    var name = "tmp-" + target.newId();
    this.file = target.folder().resolve(name + ".samples");
    this.sortedFile = target.folder().resolve(name + ".sorted");
    this.histograms = new HistogramFile(target.folder().resolve(name + ".histograms"));
    this.channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  /// Takes a sample; fastest where `labels` is the object of the one before. One that was not
  /// selected is passed over.
  public void add(Labels labels, long timestampMillis, double value) throws IOException {
    if (selection.contains(timestampMillis)) {
      add(series(labels), timestampMillis, value);
    }
  }

  /// Returns the number of a series for [#add]; -1 if it was not selected.
  @SuppressWarnings("ReferenceEquality") // The same object is the same series, without a look.
  int series(Labels labels) {
    if (labels == lastLabels) {
      return lastId;
    }
    var known = ids.get(labels);
    int id;
    if (known != null) {
      id = known;
    } else {
      id = selection.matches(labels) ? series.size() : -1;
      ids.put(labels, id);
      if (id >= 0) {
        series.add(labels);
      }
    }
    lastLabels = labels;
    lastId = id;
    return id;
  }

  void add(int id, long timestampMillis, double value) throws IOException {
    if (id < 0 || !selection.contains(timestampMillis)) {
      return;
    }
    long bits = Double.doubleToRawLongBits(value);
    put(id, timestampMillis, isHistogram(bits) ? Double.doubleToLongBits(value) : bits);
  }

  /// As above, for a histogram.
  void add(int id, long timestampMillis, Histogram value) throws IOException {
    if (id >= 0 && selection.contains(timestampMillis)) {
      put(id, timestampMillis, HISTOGRAM | histograms.add(value));
    }
  }

  /// Leaves out what the series has between the two times, both included, whenever it came.
  void delete(int id, long minMillis, long maxMillis) {
    if (id >= 0) {
      deleted.computeIfAbsent(id, _ -> new ArrayList<>()).add(new Interval(minMillis, maxMillis));
    }
  }

  private static boolean isHistogram(long bits) {
    return (bits & ~PLACE_MASK) == HISTOGRAM;
  }

  private void put(int id, long timestampMillis, long bits) throws IOException {
    if (buffer.remaining() < RECORD_BYTES) {
      flush();
    }
    buffer.putInt(id).putLong(timestampMillis).putLong(bits);
    if (id >= counts.length) {
      counts = Arrays.copyOf(counts, Math.max(series.size(), counts.length) * 2);
    }
    counts[id]++;
    total++;
    minMillis = Math.min(minMillis, timestampMillis);
    maxMillis = Math.max(maxMillis, timestampMillis);
  }

  private void flush() throws IOException {
    buffer.flip();
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
    buffer.clear();
  }

  /// Writes blocks of what was added, and returns how many samples they have.
  public long finish() throws IOException {
    flush();
    if (total == 0) {
      return 0;
    }
    try (var arena = Arena.ofShared()) {
      int[] order =
          IntStream.range(0, series.size())
              .boxed()
              .sorted((a, b) -> SeriesOrder.compare(series.get(a), series.get(b)))
              .mapToInt(Integer::intValue)
              .toArray();
      var starts = new long[series.size()];
      var sorted = scatter(arena, starts);
      return blocks(sorted, order, starts);
    }
  }

  /// Puts the samples of each series together, in the order in which they came.
  private MemorySegment scatter(Arena arena, long[] starts) throws IOException {
    var records = map(file, total * RECORD_BYTES, arena, false);
    var sorted = map(sortedFile, total * SORTED_BYTES, arena, true);
    var next = new long[starts.length];
    long sum = 0;
    for (int id = 0; id < starts.length; id++) {
      starts[id] = sum;
      next[id] = sum;
      sum += counts[id];
    }
    for (long at = 0; at < total * RECORD_BYTES; at += RECORD_BYTES) {
      int id = records.get(INT, at);
      long to = next[id]++ * SORTED_BYTES;
      MemorySegment.copy(records, at + 4, sorted, to, SORTED_BYTES);
    }
    return sorted;
  }

  private static MemorySegment map(Path path, long bytes, Arena arena, boolean writing)
      throws IOException {
    try (var opened =
        writing
            ? FileChannel.open(
                path,
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE)
            : FileChannel.open(path, StandardOpenOption.READ)) {
      var mode = writing ? FileChannel.MapMode.READ_WRITE : FileChannel.MapMode.READ_ONLY;
      return opened.map(mode, 0, bytes, arena);
    }
  }

  private long blocks(MemorySegment sorted, int[] order, long[] starts) throws IOException {
    var runs = new Runs(sorted, starts);
    for (int id : order) {
      runs.sort(id);
    }
    long width = (maxMillis - minMillis) / NARROW_MILLIS < NARROW_MAX ? NARROW_MILLIS : WIDE_MILLIS;
    var next = starts.clone();
    long written = 0;
    for (long first = minMillis; first <= maxMillis; first = runs.earliest(next)) {
      long end = (Math.floorDiv(first, width) + 1) * width;
      try (var output = target.begin(first, end - 1)) {
        var samples = new SampleBuffer();
        for (int id : order) {
          samples.clear();
          next[id] = runs.read(id, next[id], end, samples);
          output.add(series.get(id), samples);
        }
        written += output.finish();
      }
    }
    return written;
  }

  /// The samples of each series, one behind the other.
  private final class Runs {
    private final MemorySegment sorted;
    private final long[] ends;

    Runs(MemorySegment sorted, long[] starts) {
      this.sorted = sorted;
      this.ends = new long[starts.length];
      for (int id = 0; id < ends.length; id++) {
        ends[id] = starts[id] + counts[id];
      }
    }

    private long time(long at) {
      return sorted.get(LONG, at * SORTED_BYTES);
    }

    private double value(long at) {
      return Double.longBitsToDouble(sorted.get(LONG, at * SORTED_BYTES + 8));
    }

    /// Brings a series in order of time, where it is not; of several at one time the first stays.
    void sort(int id) throws IOException {
      long start = ends[id] - counts[id];
      boolean ascending = true;
      for (long at = start + 1; at < ends[id] && ascending; at++) {
        ascending = time(at - 1) < time(at);
      }
      if (ascending) {
        return;
      }
      if (counts[id] > Integer.MAX_VALUE / 4) {
        throw new IOException(
            series.get(id) + ": " + counts[id] + " samples (expected: fewer, or in order of time)");
      }
      var samples = new SampleBuffer();
      for (long at = start; at < ends[id]; at++) {
        samples.add(time(at), value(at));
      }
      SampleRuns.sort(samples, 0);
      for (int i = 0; i < samples.size(); i++) {
        sorted.set(LONG, (start + i) * SORTED_BYTES, samples.timestamps()[i]);
        sorted.set(
            LONG, (start + i) * SORTED_BYTES + 8, Double.doubleToRawLongBits(samples.values()[i]));
      }
      ends[id] = start + samples.size();
    }

    /// Appends the samples of a series from a position on that lie before `end`; returns where the
    /// next one is.
    long read(int id, long from, long end, SampleBuffer out) throws IOException {
      long at = from;
      var gone = deleted.get(id);
      for (; at < ends[id] && time(at) < end; at++) {
        if (!isGone(gone, time(at))) {
          append(time(at), value(at), out);
        }
      }
      return at;
    }

    private static boolean isGone(@Nullable List<Interval> gone, long time) {
      return gone != null
          && gone.stream().anyMatch(each -> each.minMillis() <= time && time <= each.maxMillis());
    }

    private void append(long time, double value, SampleBuffer out) throws IOException {
      long bits = Double.doubleToRawLongBits(value);
      if (isHistogram(bits)) {
        out.add(time, histograms.read(bits & PLACE_MASK));
      } else {
        out.add(time, value);
      }
    }

    /// Returns the first time that is left, [Long#MAX_VALUE] if nothing is.
    long earliest(long[] next) {
      long first = Long.MAX_VALUE;
      for (int id = 0; id < next.length; id++) {
        if (next[id] < ends[id]) {
          first = Math.min(first, time(next[id]));
        }
      }
      return first;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
    histograms.close();
    Files.deleteIfExists(file);
    Files.deleteIfExists(sortedFile);
  }
}
