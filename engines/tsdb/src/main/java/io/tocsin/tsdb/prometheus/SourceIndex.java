package io.tocsin.tsdb.prometheus;

import io.tocsin.kit.CorruptionException;
import io.tocsin.model.Labels;
import io.tocsin.model.LabelsBuilder;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The `index` file of a block: its label sets and where their chunks are. Verifies each section
/// that it uses. Keeps 8 bytes for each symbol and the texts that were asked for.
final class SourceIndex {
  static final int MAGIC = 0xbaaad700;
  static final int VERSION = 2;
  static final int HEADER_BYTES = 5;
  static final int ALIGNMENT = 16;
  private static final int VERSION_MAX = 3;
  private static final int CONTENTS_BYTES = 6 * 8 + 4;
  private static final int LABELS_MAX = 1 << 16;

  private final SourceCursor cursor;
  private final long[] places;
  private final @Nullable String[] texts;
  private final boolean isPlain;
  private final long firstSeries;
  private final long series;

  /// One series: its labels as numbers of symbols, name and value in turn, and its chunks.
  static final class Entry {
    int[] symbols = new int[64];
    int labels;
    long[] mins = new long[16];
    long[] maxs = new long[16];
    long[] chunks = new long[16];
    int size;
  }

  SourceIndex(Path file, Arena arena) throws IOException {
    cursor = SourceFiles.open(file, arena);
    checkHeader();
    cursor.range(cursor.size() - CONTENTS_BYTES, cursor.size());
    cursor.check(CONTENTS_BYTES - 4, "table of contents");
    long symbols = cursor.i64();
    cursor.skip(4 * 8 - 8);
    cursor.skip(8);
    long table = cursor.i64();
    places = symbolPlaces(symbols);
    texts = new String[places.length];
    isPlain = arePlain();
    long all = allSeries(table);
    if (all == 0) {
      firstSeries = 0;
      series = 0;
    } else {
      long length = section(all, "postings");
      series = cursor.u32();
      firstSeries = cursor.position();
      if (series * 4 != length - 4 || series > Integer.MAX_VALUE - 8) {
        throw cursor.corrupt("series: " + series + " (expected: " + (length - 4) / 4 + ")");
      }
    }
  }

  private void checkHeader() {
    if (cursor.size() < HEADER_BYTES + CONTENTS_BYTES) {
      throw cursor.corrupt("size: " + cursor.size() + " (expected: a header and a trailer)");
    }
    int magic = cursor.i32();
    if (magic != MAGIC) {
      throw new CorruptionException(
          cursor.file(), 0, String.format("magic: %08x (expected: %08x)", magic, MAGIC));
    }
    int version = cursor.u8();
    if (version < VERSION || version > VERSION_MAX) {
      throw new CorruptionException(
          cursor.file(),
          4,
          "index version: " + version + " (expected: 2, which Prometheus 2.1 and later write)");
    }
  }

  /// Goes to a section, verifies it, and returns the length of what follows.
  private long section(long start, String what) {
    cursor.range(start, cursor.size());
    long length = cursor.u32();
    cursor.check(length, what);
    cursor.range(start + 4, start + 4 + length);
    return length;
  }

  private long[] symbolPlaces(long start) {
    section(start, "symbols");
    long count = cursor.u32();
    if (count > cursor.remaining()) {
      throw cursor.corrupt("symbols: " + count + " (expected: as many as there is room for)");
    }
    var found = new long[(int) count];
    for (int i = 0; i < found.length; i++) {
      found[i] = cursor.position();
      cursor.skip(cursor.count(cursor.remaining(), "length of symbol"));
    }
    return found;
  }

  /// Tells whether symbols are in the same order by their bytes and by Java's characters: they are
  /// but for characters that are two of Java's.
  private boolean arePlain() {
    if (places.length == 0) {
      return true;
    }
    var piece = new byte[1 << 16];
    for (long at = places[0]; at < places[places.length - 1]; at += piece.length) {
      int length = (int) Math.min(piece.length, cursor.size() - at);
      cursor.copy(at, piece, length);
      for (int i = 0; i < length; i++) {
        if ((piece[i] & 0xff) >= 0xf0) {
          return false;
        }
      }
    }
    return true;
  }

  boolean isPlain() {
    return isPlain;
  }

  /// Returns where the list of all series is, which comes first in the table of lists.
  private long allSeries(long table) {
    if (table == 0) {
      return 0;
    }
    section(table, "postings offset table");
    if (cursor.u32() == 0) {
      return 0;
    }
    cursor.varint();
    var name = cursor.text();
    var value = cursor.text();
    if (!name.isEmpty() || !value.isEmpty()) {
      throw cursor.corrupt("first list: " + name + "=" + value + " (expected: that of all series)");
    }
    return cursor.varint();
  }

  int series() {
    return (int) series;
  }

  int symbols() {
    return places.length;
  }

  String symbol(int number) {
    var text = texts[number];
    if (text == null) {
      cursor.range(places[number], cursor.size());
      text = cursor.text();
      texts[number] = text;
    }
    return text;
  }

  /// Returns the number by which tombstones call a series.
  long reference(int position) {
    cursor.range(firstSeries + 4L * position, cursor.size());
    return cursor.u32();
  }

  /// Reads the series at a position of the list of all.
  void read(int position, Entry out) {
    cursor.range(reference(position) * ALIGNMENT, cursor.size());
    int length = cursor.count(cursor.remaining(), "length of series");
    cursor.check(length, "series");
    cursor.range(cursor.position(), cursor.position() + length);
    readLabels(out);
    readChunks(out);
  }

  private void readLabels(Entry out) {
    out.labels = cursor.count(LABELS_MAX, "labels");
    if (out.symbols.length < 2 * out.labels) {
      out.symbols = new int[2 * out.labels];
    }
    for (int i = 0; i < 2 * out.labels; i++) {
      out.symbols[i] = cursor.count(places.length - 1L, "symbol");
    }
  }

  private void readChunks(Entry out) {
    out.size = cursor.count(cursor.remaining(), "chunks");
    if (out.size > out.mins.length) {
      out.mins = new long[out.size * 2];
      out.maxs = new long[out.size * 2];
      out.chunks = new long[out.size * 2];
    }
    for (int i = 0; i < out.size; i++) {
      if (i == 0) {
        out.mins[0] = cursor.zigzag();
        out.maxs[0] = out.mins[0] + cursor.varint();
        out.chunks[0] = cursor.varint();
      } else {
        out.mins[i] = out.maxs[i - 1] + cursor.varint();
        out.maxs[i] = out.mins[i] + cursor.varint();
        out.chunks[i] = out.chunks[i - 1] + cursor.zigzag();
      }
    }
  }

  /// Returns the label set of an entry.
  Labels labels(Entry entry) {
    var pairs = new String[2 * entry.labels];
    boolean sorted = true;
    for (int i = 0; i < pairs.length; i += 2) {
      pairs[i] = symbol(entry.symbols[i]);
      pairs[i + 1] = symbol(entry.symbols[i + 1]);
      sorted &= !pairs[i + 1].isEmpty() && (i == 0 || pairs[i - 2].compareTo(pairs[i]) < 0);
    }
    if (sorted) {
      return Labels.ofSorted(pairs);
    }
    var builder = new LabelsBuilder();
    for (int i = 0; i < pairs.length; i += 2) {
      builder.set(pairs[i], pairs[i + 1]);
    }
    return builder.build();
  }

  CorruptionException corrupt(String detail) {
    return cursor.corrupt(detail);
  }
}
