package io.tocsin.tsdb.block;

import io.tocsin.model.Labels;
import io.tocsin.tsdb.chunk.ByteWriter;
import io.tocsin.tsdb.chunk.SegmentReader;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Gathers the index of a block while its series come, and writes it when all are there. For one
/// thread.
final class IndexWriter {
  private final PairTable pairs = new PairTable();
  private final ColumnTable columns = new ColumnTable();
  private final ByteWriter hashes = new ByteWriter(1 << 10);
  private final ByteWriter entries = new ByteWriter(1 << 12);
  private final List<Part> parts = new ArrayList<>();
  private int[] postingLengths = new int[256];
  private int series;
  private long labels;

  private record Part(int segment, int offset, long minMillis, long maxMillis) {}

  int series() {
    return series;
  }

  ColumnTable columns() {
    return columns;
  }

  void startSeries(Labels set) {
    hashes.i64(LabelHash.of(set));
    entries.varint(set.size());
    for (int i = 0; i < set.size(); i++) {
      int pair = pairs.add(set.name(i), set.value(i));
      entries.varint(pair);
      if (pair >= postingLengths.length) {
        postingLengths = Arrays.copyOf(postingLengths, pair * 2);
      }
      postingLengths[pair]++;
    }
    labels += set.size();
  }

  void addPart(int segment, int offset, long minMillis, long maxMillis) {
    parts.add(new Part(segment, offset, minMillis, maxMillis));
  }

  void endSeries() {
    entries.varint(parts.size());
    for (var part : parts) {
      entries.varint(part.segment);
      entries.varint(part.offset);
      if (parts.size() > 1) {
        entries.zigzag(part.minMillis);
        entries.varint(part.maxMillis - part.minMillis);
      }
    }
    parts.clear();
    series++;
  }

  /// Writes all sections and returns their lengths.
  List<Long> write(ByteWriter segments, FramedOutput out) throws IOException {
    var sorted = pairs.sorted();
    var sections = new ArrayList<Long>();
    var places = new ByteWriter(1 << 12);
    var texts = new ByteWriter(1 << 12);
    sorted.writeSymbols(places, texts);
    append(places, out, sections);
    append(texts, out, sections);
    var names = new ByteWriter(1 << 10);
    sorted.writeNames(names);
    append(names, out, sections);

    var seriesPlaces = new ByteWriter(series * 4);
    var seriesEntries = new ByteWriter(entries.size());
    var postings = new Lists(sorted);
    writeSeries(sorted, seriesPlaces, seriesEntries, postings);
    postings.append(out, sections);
    append(hashes, out, sections);
    append(seriesPlaces, out, sections);
    append(seriesEntries, out, sections);

    var columnPlaces = new ByteWriter(columns.size() * 4);
    columns.writePlaces(columnPlaces);
    append(columnPlaces, out, sections);
    append(columns.columns(), out, sections);
    append(segments, out, sections);
    return List.copyOf(sections);
  }

  private static void append(ByteWriter section, FramedOutput out, List<Long> sections)
      throws IOException {
    out.write(section);
    sections.add((long) section.size());
  }

  /// Rewrites the entries with the final numbers of their labels, and lists the series of each.
  private void writeSeries(
      PairTable.Sorted sorted, ByteWriter places, ByteWriter out, Lists postings) {
    var bytes = MemorySegment.ofArray(entries.array());
    var in = new SegmentReader(bytes, 0, entries.size(), "entries");
    var set = new int[64];
    for (int id = 0; id < series; id++) {
      places.i32(out.size());
      int size = (int) in.varint();
      if (size > set.length) {
        set = new int[size * 2];
      }
      for (int i = 0; i < size; i++) {
        set[i] = sorted.numbers()[(int) in.varint()];
      }
      Arrays.sort(set, 0, size);
      out.varint(size);
      for (int i = 0; i < size; i++) {
        out.varint(i == 0 ? set[0] : set[i] - set[i - 1]);
        postings.add(set[i], id);
      }
      copyParts(in, out);
    }
  }

  private static void copyParts(SegmentReader in, ByteWriter out) {
    long count = in.varint();
    out.varint(count);
    for (long i = 0; i < count; i++) {
      out.varint(in.varint());
      out.varint(in.varint());
      if (count > 1) {
        out.zigzag(in.zigzag());
        out.varint(in.varint());
      }
    }
  }

  /// The series of every pair, one list behind the other.
  private final class Lists {
    private final PairTable.Sorted sorted;
    private final int[] ids;
    private final int[] ends;

    Lists(PairTable.Sorted sorted) {
      this.sorted = sorted;
      this.ids = new int[Math.toIntExact(labels)];
      this.ends = new int[pairs.size()];
      for (int pair = 0; pair < ends.length; pair++) {
        ends[sorted.numbers()[pair]] = postingLengths[pair];
      }
      int start = 0;
      for (int i = 0; i < ends.length; i++) {
        int length = ends[i];
        ends[i] = start;
        start += length;
      }
    }

    void add(int pair, int id) {
      ids[ends[pair]++] = id;
    }

    void append(FramedOutput out, List<Long> sections) throws IOException {
      var table = new ByteWriter(ends.length * 8);
      var lists = new ByteWriter(1 << 12);
      for (int pair = 0; pair < ends.length; pair++) {
        table.i32((int) sorted.pairs()[pair]);
        table.i32(lists.size());
        Postings.write(ids, pair == 0 ? 0 : ends[pair - 1], ends[pair], lists);
      }
      IndexWriter.append(table, out, sections);
      IndexWriter.append(lists, out, sections);
    }
  }
}
