package io.tocsin.tsdb.block;

import io.tocsin.kit.CorruptionException;
import io.tocsin.kit.Directory;
import io.tocsin.model.Labels;
import io.tocsin.model.Matcher;
import io.tocsin.model.SampleBuffer;
import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

/// A block that is open for reading, mapped into memory. Series are numbered from 0 to `series() -
/// 1` in [SeriesOrder]; symbols are numbered in the order of their texts, 0 is the empty one.
///
/// Safe for use by many threads. Whoever opened it holds it, and so does each successful [#retain];
/// the last [#close] unmaps it. Every method throws [CorruptionException] where the files are
/// damaged.
public final class Block implements Closeable {
  static final int FLOAT_CHUNK = 0;

  private final BlockMeta meta;
  private final Arena arena;
  private final Index index;
  private final Segments segments;
  private final SegmentCache cache;
  private final int cacheOwner;
  private final AtomicInteger holders = new AtomicInteger(1);
  private volatile Tombstones tombstones;

  private Block(Directory directory, BlockMeta meta, SegmentCache cache, Arena arena)
      throws IOException {
    this.meta = meta;
    this.arena = arena;
    this.cache = cache;
    this.cacheOwner = cache.newOwner();
    var indexFile = Frame.INDEX.file(meta.name());
    var dataFile = Frame.DATA.file(meta.name());
    this.index = new Index(directory.map(indexFile, arena), indexFile, meta);
    this.segments =
        new Segments(directory.map(dataFile, arena), dataFile, index, cache, cacheOwner);
    segments.checkLength(meta);
    this.tombstones = Tombstones.read(directory, meta.name(), index.series());
  }

  /// Opens the block of that name and verifies its meta and index files.
  public static Block open(Directory directory, String name, SegmentCache cache)
      throws IOException {
    var meta = BlockMeta.read(directory, name);
    var arena = Arena.ofShared();
    boolean isOpen = false;
    try {
      var block = new Block(directory, meta, cache, arena);
      isOpen = true;
      return block;
    } finally {
      if (!isOpen) {
        arena.close();
      }
    }
  }

  public BlockMeta meta() {
    return meta;
  }

  /// Tells whether the block may hold samples between the two times, both included.
  public boolean overlaps(long minMillis, long maxMillis) {
    return meta.minMillis() <= maxMillis && meta.maxMillis() >= minMillis;
  }

  public int series() {
    return index.series();
  }

  /// Returns the series that match all matchers, ascending.
  public int[] select(List<Matcher> matchers) {
    var found = new Selection(index).find(matchers);
    if (!tombstones.isEmpty()) {
      found.andNot(tombstones.gone(meta.minMillis(), meta.maxMillis()));
    }
    return found.toArray();
  }

  /// Marks the samples of the series that match, from `minMillis` to `maxMillis`, both included, as
  /// deleted; readers that are open may still see them. One caller at a time.
  ///
  /// @param id makes the name of a temporary file unique
  /// @return of how many series
  public int delete(Directory directory, List<Matcher> matchers, Interval interval, String id)
      throws IOException {
    int[] found = select(matchers);
    if (found.length > 0) {
      var more = tombstones.with(found, interval);
      more.write(directory, meta.name(), id);
      tombstones = more;
    }
    return found.length;
  }

  /// Returns how many intervals of it were deleted.
  public int tombstones() {
    return tombstones.size();
  }

  public Labels labels(int series) {
    var entry = index.seriesEntry(checked(series));
    int count = index.labelCount(entry);
    var texts = new String[2 * count];
    int pair = 0;
    int previousName = -1;
    for (int i = 0; i < count; i++) {
      pair = index.nextPair(entry, pair);
      int name = index.nameOf(pair);
      if (name <= previousName) {
        throw entry.corrupt("label name: " + index.name(name) + " comes twice");
      }
      previousName = name;
      texts[2 * i] = index.name(name);
      texts[2 * i + 1] = index.value(pair);
      if (texts[2 * i + 1].isEmpty()) {
        throw entry.corrupt("value of label " + texts[2 * i] + ": empty");
      }
    }
    return Labels.ofSorted(texts);
  }

  /// Returns the series of exactly these labels, or -1.
  public int find(Labels labels) {
    int low = 0;
    int high = index.series() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = SeriesOrder.compare(labels(middle), labels);
      if (order == 0) {
        return middle;
      }
      low = order < 0 ? middle + 1 : low;
      high = order < 0 ? high : middle - 1;
    }
    return -1;
  }

  /// Returns [LabelHash#of] the series' labels.
  public long hash(int series) {
    return index.hash(checked(series));
  }

  /// Returns, for each of the given series, the symbol of the label's value; 0 where it has none.
  public int[] column(String labelName, int[] series) {
    var symbols = new int[series.length];
    int name = index.findName(labelName);
    if (name >= 0) {
      for (int i = 0; i < series.length; i++) {
        int pair = pairOf(checked(series[i]), name);
        symbols[i] = pair < 0 ? 0 : index.valueSymbol(pair);
      }
    }
    return symbols;
  }

  private int pairOf(int series, int name) {
    int first = index.firstPair(name);
    int end = index.endPair(name);
    var entry = index.seriesEntry(series);
    int pair = 0;
    for (int i = index.labelCount(entry); i > 0; i--) {
      pair = index.nextPair(entry, pair);
      if (pair >= end) {
        return -1;
      }
      if (pair >= first) {
        return pair;
      }
    }
    return -1;
  }

  /// Returns the text of a symbol of this block; the empty string for 0.
  public String symbol(int id) {
    return index.symbol(id);
  }

  /// Appends the samples of the series from `minMillis` to `maxMillis`, both included, timestamps
  /// ascending.
  public void read(int series, long minMillis, long maxMillis, SampleBuffer out) {
    int start = out.size();
    readAll(series, minMillis, maxMillis, out);
    if (!tombstones.isEmpty()) {
      tombstones.cut(series, out, start);
    }
  }

  private void readAll(int series, long minMillis, long maxMillis, SampleBuffer out) {
    new SeriesSamples(index, segments, minMillis, maxMillis, out).read(checked(series));
  }

  private int checked(int series) {
    return Objects.checkIndex(series, index.series());
  }

  /// Returns the sorted label names of the series that match all matchers.
  public List<String> labelNames(List<Matcher> matchers) {
    var found = new BitSet();
    if (matchers.isEmpty() && tombstones.isEmpty()) {
      found.set(0, index.names());
    } else {
      for (int series : select(matchers)) {
        var entry = index.seriesEntry(series);
        int pair = 0;
        for (int i = index.labelCount(entry); i > 0; i--) {
          pair = index.nextPair(entry, pair);
          found.set(index.nameOf(pair));
        }
      }
    }
    return found.stream().mapToObj(index::name).toList();
  }

  /// Returns the sorted values of a label over the series that match all matchers.
  public List<String> labelValues(String name, List<Matcher> matchers) {
    int at = index.findName(name);
    if (at < 0) {
      return List.of();
    }
    var values = new ArrayList<String>();
    if (matchers.isEmpty() && tombstones.isEmpty()) {
      for (int pair = index.firstPair(at); pair < index.endPair(at); pair++) {
        values.add(index.value(pair));
      }
      return values;
    }
    int[] symbols = column(name, select(matchers));
    Arrays.stream(symbols)
        .filter(symbol -> symbol != 0)
        .sorted()
        .distinct()
        .forEach(symbol -> values.add(symbol(symbol)));
    return values;
  }

  /// Reads all of the block: the data file against its checksum, then every series.
  public void verify() {
    segments.verify(meta);
    var buffer = new SampleBuffer();
    long samples = 0;
    for (int series = 0; series < index.series(); series++) {
      if (LabelHash.of(labels(series)) != index.hash(series)) {
        throw new CorruptionException(
            Frame.INDEX.file(meta.name()),
            0,
            "hash of series " + series + ": not that of its labels");
      }
      buffer.clear();
      readAll(series, Long.MIN_VALUE, Long.MAX_VALUE, buffer);
      samples += buffer.size();
    }
    if (samples != meta.counts().samples()) {
      throw new CorruptionException(
          Frame.META.file(meta.name()),
          0,
          "samples: " + meta.counts().samples() + " (expected: " + samples + ")");
    }
  }

  /// Holds the block open for one more [#close]; false if it is closed already.
  public boolean retain() {
    return holders.getAndUpdate(count -> count == 0 ? 0 : count + 1) > 0;
  }

  @Override
  public void close() {
    int left = holders.decrementAndGet();
    if (left == 0) {
      cache.forget(cacheOwner);
      arena.close();
    } else if (left < 0) {
      throw new IllegalStateException("block " + meta.name() + ": closed more often than held");
    }
  }
}
