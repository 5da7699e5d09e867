package io.tocsin.tsdb.prometheus;

import io.tocsin.model.Labels;
import io.tocsin.tsdb.chunk.ByteWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Gathers the series of a block while they come and writes its `index` file. Keeps the numbers of
/// their labels and where their chunks are.
final class IndexFileWriter {
  private final Map<String, Integer> symbols = new HashMap<>();
  private final List<String> texts = new ArrayList<>();
  private final List<int[]> sets = new ArrayList<>();
  private final ByteWriter chunks = new ByteWriter(1 << 12);
  private long[] chunkPlaces = new long[1 << 10];
  private long lastMax;
  private long lastReference;
  private int chunkCount;
  private int chunkCounts;
  private long[] counts = new long[1 << 10];

  /// Adds the labels of the next series; its chunks follow.
  void startSeries(Labels labels) {
    var set = new int[2 * labels.size()];
    for (int i = 0; i < labels.size(); i++) {
      set[2 * i] = symbol(labels.name(i));
      set[2 * i + 1] = symbol(labels.value(i));
    }
    if (sets.size() == chunkPlaces.length) {
      chunkPlaces = Arrays.copyOf(chunkPlaces, sets.size() * 2);
      counts = Arrays.copyOf(counts, sets.size() * 2);
    }
    chunkPlaces[sets.size()] = chunks.size();
    sets.add(set);
    chunkCount = 0;
  }

  private int symbol(String text) {
    var known = symbols.get(text);
    if (known != null) {
      return known;
    }
    symbols.put(text, texts.size());
    texts.add(text);
    return texts.size() - 1;
  }

  /// Adds a chunk of the series.
  void addChunk(long min, long max, long reference) {
    if (chunkCount == 0) {
      chunks.zigzag(min);
      chunks.varint(max - min);
      chunks.varint(reference);
    } else {
      chunks.varint(min - lastMax);
      chunks.varint(max - min);
      chunks.zigzag(reference - lastReference);
    }
    lastMax = max;
    lastReference = reference;
    chunkCount++;
    chunkCounts++;
    counts[sets.size() - 1] = chunkCount;
  }

  int series() {
    return sets.size();
  }

  int chunks() {
    return chunkCounts;
  }

  /// Writes the file, forced to disk.
  void write(Path file) throws IOException {
    var order = texts.stream().sorted(ByteOrderOfTexts.TEXTS).toList();
    var numbers = new int[order.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[symbols.getOrDefault(order.get(i), 0)] = i;
    }
    try (var out = new IndexOutput(file)) {
      out.header();
      long symbolsAt = out.symbols(order);
      long seriesAt = out.position();
      int[] references = writeSeries(numbers, out);
      long postingsAt = out.position();
      long table = writePostings(order, new Lists(numbers, references), out);
      out.contents(symbolsAt, seriesAt, postingsAt, table);
    }
  }

  private int[] writeSeries(int[] numbers, IndexOutput out) throws IOException {
    var references = new int[sets.size()];
    var entry = new ByteWriter(1 << 10);
    for (int i = 0; i < references.length; i++) {
      entry.clear();
      int[] set = sets.get(i);
      entry.varint(set.length / 2);
      for (int symbol : set) {
        entry.varint(numbers[symbol]);
      }
      entry.varint(counts[i]);
      long end = i + 1 < references.length ? chunkPlaces[i + 1] : chunks.size();
      int start = (int) chunkPlaces[i];
      entry.bytes(chunks.array(), start, (int) end - start);
      references[i] = out.series(entry);
    }
    return references;
  }

  /// The series of each label, by numbers of symbols that are sorted.
  private final class Lists {
    // Number of the name, number of the value, series: sorted.
    private final long[] pairs;
    private final int[] ofPair;
    private final int[] references;

    Lists(int[] numbers, int[] references) {
      this.references = references;
      int labels = sets.stream().mapToInt(set -> set.length / 2).sum();
      var keys = new long[labels];
      int at = 0;
      for (var set : sets) {
        for (int i = 0; i < set.length; i += 2) {
          keys[at++] = ((long) numbers[set[i]] << 32) | numbers[set[i + 1]];
        }
      }
      pairs = Arrays.stream(keys).sorted().distinct().toArray();
      ofPair = new int[labels];
      at = 0;
      for (long key : keys) {
        ofPair[at++] = Arrays.binarySearch(pairs, key);
      }
    }

    /// Returns the references of each pair's series, one list behind the other, and where each
    /// ends.
    int[] fill(int[] ends) {
      for (int pair : ofPair) {
        ends[pair]++;
      }
      int sum = 0;
      for (int i = 0; i < ends.length; i++) {
        int length = ends[i];
        ends[i] = sum;
        sum += length;
      }
      var lists = new int[ofPair.length];
      int at = 0;
      for (int series = 0; series < references.length; series++) {
        for (int i = sets.get(series).length / 2; i > 0; i--) {
          lists[ends[ofPair[at++]]++] = references[series];
        }
      }
      return lists;
    }
  }

  private static long writePostings(List<String> order, Lists lists, IndexOutput out)
      throws IOException {
    var table = new ByteWriter(1 << 12);
    IndexOutput.entry(table, "", "", out.postings(lists.references, 0, lists.references.length));
    var ends = new int[lists.pairs.length];
    int[] all = lists.fill(ends);
    for (int pair = 0; pair < ends.length; pair++) {
      long place = out.postings(all, pair == 0 ? 0 : ends[pair - 1], ends[pair]);
      var name = order.get((int) (lists.pairs[pair] >>> 32));
      IndexOutput.entry(table, name, order.get((int) lists.pairs[pair]), place);
    }
    return out.table(table, 1 + ends.length);
  }
}
