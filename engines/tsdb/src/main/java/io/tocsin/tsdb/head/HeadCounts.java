package io.tocsin.tsdb.head;

import io.tocsin.model.Labels;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/// Counts of a head at one moment, with the largest of each kind.
public final class HeadCounts {
  /// A counted thing.
  public record Entry(String name, long count) {}

  private record Ranked(int id, long count) {}

  private final int limit;
  private final int series;
  private final long chunks;
  private final long symbols;
  private long labelPairs;
  private final List<Entry> seriesByMetric;
  private final List<Entry> valuesByLabel;
  private final List<Entry> bytesByLabel;
  private final List<Entry> seriesByPair;

  /// @param limit how many entries each list has at most
  public HeadCounts(Head head, int limit) {
    this.limit = limit;
    chunks = chunks(head);
    long stamp = head.labelLock.readLock();
    try {
      var index = head.index;
      series = index.count();
      symbols = index.symbols.live();
      var values = new long[index.symbols.end()];
      var bytes = new long[index.symbols.end()];
      var byMetric = top();
      var byPair = top();
      int metric = index.symbols.find(Labels.NAME);
      for (int pair = 1; pair < index.pairs.end(); pair++) {
        int count = index.pairs.cardinality(pair);
        if (count > 0) {
          int name = index.pairs.name(pair);
          int value = index.pairs.value(pair);
          labelPairs++;
          values[name]++;
          long length = (long) index.symbols.length(name) + index.symbols.length(value);
          bytes[name] += length * count;
          offer(byPair, pair, count);
          if (name == metric) {
            offer(byMetric, value, count);
          }
        }
      }
      seriesByMetric = texts(byMetric, index.symbols);
      valuesByLabel = texts(top(values), index.symbols);
      bytesByLabel = texts(top(bytes), index.symbols);
      seriesByPair = pairTexts(byPair, index);
    } finally {
      head.labelLock.unlockRead(stamp);
    }
  }

  private static long chunks(Head head) {
    long stamp = head.sampleLock.readLock();
    try {
      long count = head.runs.size();
      for (var window : head.sealed.windows().values()) {
        count += window.chunks;
      }
      for (int slot = 1; slot < head.rows.end(); slot++) {
        count += head.rows.openCount(slot) > 0 ? 1 : 0;
      }
      return count;
    } finally {
      head.sampleLock.unlockRead(stamp);
    }
  }

  private PriorityQueue<Ranked> top() {
    return new PriorityQueue<>(Comparator.comparingLong(Ranked::count));
  }

  private PriorityQueue<Ranked> top(long[] counts) {
    var queue = top();
    for (int id = 1; id < counts.length; id++) {
      offer(queue, id, counts[id]);
    }
    return queue;
  }

  private void offer(PriorityQueue<Ranked> queue, int id, long count) {
    var least = queue.peek();
    if (count > 0 && (least == null || queue.size() < limit || least.count < count)) {
      queue.add(new Ranked(id, count));
      if (queue.size() > limit) {
        queue.remove();
      }
    }
  }

  private static List<Entry> texts(PriorityQueue<Ranked> queue, Symbols symbols) {
    return largestFirst(queue).stream()
        .map(ranked -> new Entry(symbols.text(ranked.id), ranked.count))
        .toList();
  }

  private static List<Entry> pairTexts(PriorityQueue<Ranked> queue, SeriesIndex index) {
    return largestFirst(queue).stream()
        .map(ranked ->
            new Entry(
                index.symbols.text(index.pairs.name(ranked.id))
                    + "="
                    + index.symbols.text(index.pairs.value(ranked.id)),
                ranked.count))
        .toList();
  }

  private static List<Ranked> largestFirst(PriorityQueue<Ranked> queue) {
    var list = new ArrayList<>(queue);
    list.sort(Comparator.comparingLong(Ranked::count).reversed().thenComparingInt(Ranked::id));
    return list;
  }

  public int series() {
    return series;
  }

  public long chunks() {
    return chunks;
  }

  public long symbols() {
    return symbols;
  }

  public long labelPairs() {
    return labelPairs;
  }

  public List<Entry> seriesByMetric() {
    return seriesByMetric;
  }

  public List<Entry> valuesByLabel() {
    return valuesByLabel;
  }

  public List<Entry> bytesByLabel() {
    return bytesByLabel;
  }

  public List<Entry> seriesByPair() {
    return seriesByPair;
  }
}
