package io.tocsin.promql;

import io.tocsin.model.Appender;
import io.tocsin.model.Labels;
import io.tocsin.model.Matcher;
import io.tocsin.model.Querier;
import io.tocsin.model.SampleBuffer;
import io.tocsin.model.SeriesSet;
import io.tocsin.model.SeriesStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A store of a few series in memory, for reading.
final class MemoryStore implements SeriesStore {
  private final Map<Labels, TreeMap<Long, Double>> series = new TreeMap<>();

  /// Adds a sample; the last one at a time counts.
  void add(Labels labels, long timestampMillis, double value) {
    series.computeIfAbsent(labels, _ -> new TreeMap<>()).put(timestampMillis, value);
  }

  /// Adds samples every `stepMillis` from 0.
  void addAll(Labels labels, long stepMillis, double... values) {
    for (int i = 0; i < values.length; i++) {
      add(labels, i * stepMillis, values[i]);
    }
  }

  @Override
  public int openGroup() {
    return 1;
  }

  @Override
  public void closeGroup(int group) {}

  @Override
  public Appender appender(int group) {
    throw new UnsupportedOperationException("appender");
  }

  @Override
  public Querier querier(long mintMillis, long maxtMillis) {
    return new View();
  }

  private final class View implements Querier {
    @Override
    public SeriesSet select(List<Matcher> matchers, long mintMillis, long maxtMillis) {
      var found = new ArrayList<Labels>();
      for (var labels : series.keySet()) {
        if (matchers.stream().allMatch(matcher -> matcher.matches(labels))) {
          found.add(labels);
        }
      }
      return new Selection(found, mintMillis, maxtMillis);
    }

    @Override
    public List<String> labelNames(List<Matcher> matchers, int limit) {
      throw new UnsupportedOperationException("labelNames");
    }

    @Override
    public List<String> labelValues(String name, List<Matcher> matchers, int limit) {
      throw new UnsupportedOperationException("labelValues");
    }

    @Override
    public void close() {}
  }

  private final class Selection implements SeriesSet {
    private final List<Labels> found;
    private final long mintMillis;
    private final long maxtMillis;
    private final List<String> symbols = new ArrayList<>(List.of(""));
    private final Map<String, Integer> ids = new HashMap<>(Map.of("", 0));

    Selection(List<Labels> found, long mintMillis, long maxtMillis) {
      this.found = found;
      this.mintMillis = mintMillis;
      this.maxtMillis = maxtMillis;
    }

    @Override
    public int size() {
      return found.size();
    }

    @Override
    public Labels labels(int index) {
      return found.get(index);
    }

    @Override
    public int[] column(String labelName) {
      return found.stream().mapToInt(labels -> id(labels.value(labelName))).toArray();
    }

    private int id(String text) {
      return ids.computeIfAbsent(
          text,
          added -> {
            symbols.add(added);
            return symbols.size() - 1;
          });
    }

    @Override
    public String symbol(int id) {
      return symbols.get(id);
    }

    @Override
    public void read(int index, SampleBuffer out) {
      series.get(found.get(index)).subMap(mintMillis, true, maxtMillis, true).forEach(out::add);
    }

    @Override
    public void close() {}
  }
}
