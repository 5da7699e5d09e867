package io.tocsin.promql;

import io.tocsin.model.Appender;
import io.tocsin.model.ChangeJournal;
import io.tocsin.model.Labels;
import io.tocsin.model.Matcher;
import io.tocsin.model.Querier;
import io.tocsin.model.SampleBuffer;
import io.tocsin.model.SeriesSet;
import io.tocsin.model.SeriesStore;
import io.tocsin.model.TimeRange;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/// A store in which anything may change at any time, and that says so as the port wants it. Its
/// series are in no order but its own, which it may give up for another. For one thread.
final class ChangingStore implements SeriesStore {
  private final ChangeJournal journal = new ChangeJournal();
  private final List<Labels> order = new ArrayList<>();
  private final Map<Labels, TreeMap<Long, Double>> samples = new HashMap<>();
  private Object orderMark = new Object();

  void put(Labels series, long time, double value) {
    journal.begin(time);
    samples
        .computeIfAbsent(
            series,
            key -> {
              order.add(key);
              return new TreeMap<>();
            })
        .put(time, value);
    journal.end(time);
  }

  void delete(Labels series, long from, long to) {
    journal.begin(from);
    samples.get(series).subMap(from, true, to, true).clear();
    journal.end(from);
  }

  /// Lists the series in another order from now on.
  void shuffle(Random random) {
    Collections.shuffle(order, random);
    orderMark = new Object();
  }

  List<Labels> series() {
    return order;
  }

  @Override
  public long mark() {
    return journal.mark();
  }

  @Override
  public long changedSince(long mark) {
    return journal.changedSince(mark);
  }

  @Override
  public int openGroup() {
    return 1;
  }

  @Override
  public void closeGroup(int group) {}

  @Override
  public Appender appender(int group) {
    throw new UnsupportedOperationException("use put");
  }

  @Override
  public Querier querier(long mintMillis, long maxtMillis) {
    return new Querier() {
      @Override
      public SeriesSet select(List<Matcher> matchers, long from, long to) {
        return select(matchers, new TimeRange(from, to), from, to);
      }

      @Override
      public SeriesSet select(List<Matcher> matchers, TimeRange listed, long from, long to) {
        var found = new ArrayList<Labels>();
        for (var labels : order) {
          boolean inRange =
              !samples.get(labels).subMap(listed.fromMillis(), listed.toMillis() + 1).isEmpty();
          if (inRange && matchers.stream().allMatch(matcher -> matcher.matches(labels))) {
            found.add(labels);
          }
        }
        return new Found(found, from, to);
      }

      @Override
      public List<String> labelNames(List<Matcher> matchers, int limit) {
        throw new UnsupportedOperationException();
      }

      @Override
      public List<String> labelValues(String name, List<Matcher> matchers, int limit) {
        throw new UnsupportedOperationException();
      }

      @Override
      public void close() {}
    };
  }

  private final class Found implements SeriesSet {
    private final List<Labels> found;
    private final long from;
    private final long to;
    private final List<String> symbols = new ArrayList<>(List.of(""));

    Found(List<Labels> found, long from, long to) {
      this.found = found;
      this.from = from;
      this.to = to;
    }

    @Override
    public int size() {
      return found.size();
    }

    @Override
    public Labels labels(int series) {
      return found.get(series);
    }

    @Override
    public int[] column(String labelName) {
      var column = new int[found.size()];
      for (int i = 0; i < column.length; i++) {
        var value = found.get(i).value(labelName);
        if (!symbols.contains(value)) {
          symbols.add(value);
        }
        column[i] = symbols.indexOf(value);
      }
      return column;
    }

    @Override
    public String symbol(int id) {
      return symbols.get(id);
    }

    @Override
    public void read(int series, SampleBuffer out) {
      samples.get(found.get(series)).subMap(from, true, to, true).forEach(out::add);
    }

    @Override
    public Object order() {
      return orderMark;
    }

    @Override
    public void close() {}
  }
}
