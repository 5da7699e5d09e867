package io.tocsin.tsdb.block;

import io.tocsin.kit.CorruptionException;
import io.tocsin.tsdb.chunk.SegmentReader;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.roaringbitmap.RoaringBitmap;

/// The mapped index of a block. Its checksum was verified, yet every place read from it is checked
/// before it is followed. Safe for use by many threads.
final class Index {
  private static final int SYMBOL_PLACES = 0;
  private static final int SYMBOL_TEXTS = 1;
  private static final int NAMES = 2;
  private static final int PAIRS = 3;
  private static final int POSTINGS = 4;
  private static final int HASHES = 5;
  private static final int SERIES_PLACES = 6;
  private static final int SERIES = 7;
  private static final int COLUMN_PLACES = 8;
  private static final int COLUMNS = 9;
  private static final int SEGMENTS = 10;
  private static final int SECTIONS = 11;

  private static final int PAIR_BYTES = 8;
  private static final int SEGMENT_BYTES = 16;

  private final String file;
  private final MemorySegment mapped;
  private final long[] starts = new long[SECTIONS + 1];
  private final int symbols;
  private final int pairs;
  private final int series;
  private final int columns;
  private final int segments;
  private final String[] names;
  private final int[] nameEnds;

  /// A segment in the data file.
  record Place(long offset, int length, int rawLength) {}

  Index(MemorySegment mapped, String file, BlockMeta meta) {
    this.mapped = mapped;
    this.file = file;
    int checksum = Frame.INDEX.checkAll(mapped, file);
    if (!new FileSum(mapped.byteSize(), checksum).equals(meta.files().index())) {
      throw new CorruptionException(file, 0, "length or checksum: not what the meta file says");
    }
    locate(meta);
    symbols = entries(SYMBOL_PLACES, 4);
    pairs = entries(PAIRS, PAIR_BYTES);
    series = entries(SERIES_PLACES, 4);
    columns = entries(COLUMN_PLACES, 4);
    segments = entries(SEGMENTS, SEGMENT_BYTES);
    if (series != meta.counts().series() || entries(HASHES, 8) != series) {
      throw new CorruptionException(
          file, starts[SERIES_PLACES], "series: " + series + " (expected: as in the meta file)");
    }
    var in = section(NAMES);
    var nameList = new String[symbols];
    var endList = new int[symbols];
    int count = 0;
    int end = 0;
    while (in.remaining() > 0) {
      if (count == symbols) {
        throw in.corrupt("label names: more than symbols");
      }
      nameList[count] = symbol(in.count(symbols, "symbol"));
      if (count > 0 && nameList[count - 1].compareTo(nameList[count]) >= 0) {
        throw in.corrupt("label names: not in order");
      }
      end += in.count(pairs - (long) end, "pairs");
      endList[count++] = end;
    }
    if (end != pairs) {
      throw in.corrupt("pairs of all label names: " + end + " (expected: " + pairs + ")");
    }
    names = Arrays.copyOf(nameList, count);
    nameEnds = Arrays.copyOf(endList, count);
  }

  private void locate(BlockMeta meta) {
    var lengths = meta.files().sections();
    long at = Frame.HEADER_BYTES;
    for (int i = 0; i < SECTIONS; i++) {
      starts[i] = at;
      long length = i < lengths.size() ? lengths.get(i) : -1;
      long left = mapped.byteSize() - Frame.FOOTER_BYTES - at;
      if (length < 0 || length > left) {
        throw new CorruptionException(
            file, at, "section " + i + ": " + length + " bytes (expected: 0 to " + left + ")");
      }
      at += length;
    }
    starts[SECTIONS] = at;
  }

  private int entries(int section, int bytes) {
    long length = starts[section + 1] - starts[section];
    if (length % bytes != 0 || length / bytes > Integer.MAX_VALUE) {
      throw new CorruptionException(
          file, starts[section], "section " + section + ": " + length + " bytes");
    }
    return (int) (length / bytes);
  }

  private SegmentReader section(int section) {
    return new SegmentReader(mapped, starts[section], starts[section + 1], file);
  }

  /// Returns a reader at the place that entry `i` of a table of places points to.
  private SegmentReader follow(int places, int i, int section) {
    long place = u32(starts[places] + 4L * i);
    return new SegmentReader(mapped, starts[section] + place, starts[section + 1], file);
  }

  private long u32(long offset) {
    return mapped.get(Frame.INT, offset) & 0xffffffffL;
  }

  int series() {
    return series;
  }

  int segments() {
    return segments;
  }

  int columns() {
    return columns;
  }

  /// Returns the text of a symbol; the empty string for 0.
  String symbol(int id) {
    if (id == 0) {
      return "";
    }
    if (id < 0 || id > symbols) {
      throw new CorruptionException(
          file, starts[SYMBOL_PLACES], "symbol: " + id + " (expected: 0 to " + symbols + ")");
    }
    var in = follow(SYMBOL_PLACES, id - 1, SYMBOL_TEXTS);
    byte[] text = in.bytes(in.count(in.remaining(), "length"));
    return new String(text, StandardCharsets.UTF_8);
  }

  /// Returns the number of label names, which are sorted.
  int names() {
    return names.length;
  }

  String name(int i) {
    return names[i];
  }

  /// Returns the position of a label name, or a negative number.
  int findName(String name) {
    return Arrays.binarySearch(names, name);
  }

  int firstPair(int name) {
    return name == 0 ? 0 : nameEnds[name - 1];
  }

  int endPair(int name) {
    return nameEnds[name];
  }

  /// Returns the position of the name of a pair.
  int nameOf(int pair) {
    int at = Arrays.binarySearch(nameEnds, pair + 1);
    return at >= 0 ? firstWithEnd(at, pair) : -at - 1;
  }

  private int firstWithEnd(int at, int pair) {
    int name = at;
    while (name > 0 && nameEnds[name - 1] > pair) {
      name--;
    }
    return name;
  }

  int valueSymbol(int pair) {
    return mapped.get(Frame.INT, starts[PAIRS] + (long) PAIR_BYTES * pair);
  }

  String value(int pair) {
    return symbol(valueSymbol(pair));
  }

  /// Returns the first pair of the name whose value is not less than `value`.
  int lowerPair(int name, String value) {
    int low = firstPair(name);
    int high = endPair(name);
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (value(middle).compareTo(value) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  void addPostings(int pair, RoaringBitmap into) {
    long place = u32(starts[PAIRS] + (long) PAIR_BYTES * pair + 4);
    long start = starts[POSTINGS] + place;
    Postings.read(new SegmentReader(mapped, start, starts[POSTINGS + 1], file), series, into);
  }

  long hash(int id) {
    return mapped.get(Frame.LONG, starts[HASHES] + 8L * id);
  }

  /// Returns a reader at the entry of a series.
  SegmentReader seriesEntry(int id) {
    return follow(SERIES_PLACES, id, SERIES);
  }

  /// Reads the number of labels at the start of a series' entry.
  int labelCount(SegmentReader entry) {
    return entry.count(Math.min(pairs, entry.remaining()), "labels");
  }

  /// Reads the next pair of a series' entry, behind `previous` (0 for the first).
  int nextPair(SegmentReader entry, int previous) {
    return previous + entry.count(pairs - 1L - previous, "pair");
  }

  /// Returns a reader at a column of timestamps.
  SegmentReader column(int column) {
    return follow(COLUMN_PLACES, column, COLUMNS);
  }

  Place segment(int segment) {
    long at = starts[SEGMENTS] + (long) SEGMENT_BYTES * segment;
    return new Place(
        mapped.get(Frame.LONG, at), mapped.get(Frame.INT, at + 8), mapped.get(Frame.INT, at + 12));
  }
}
