package io.tocsin.rules;

import io.tocsin.model.Appender;
import io.tocsin.model.Histogram;
import io.tocsin.model.Labels;
import io.tocsin.model.Matcher;
import io.tocsin.model.Querier;
import io.tocsin.model.SampleBuffer;
import io.tocsin.model.SeriesSet;
import io.tocsin.model.SeriesStore;
import io.tocsin.model.StaleNan;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// A store that keeps every sample, for asking what rules wrote.
final class KeptSamples implements SeriesStore {
  private final List<Labels> names = new ArrayList<>();
  private final List<TreeMap<Long, Double>> samples = new ArrayList<>();

  /// Returns the samples of a series as `time=value`, `stale` for markers.
  synchronized List<String> of(Labels labels) {
    int at = names.indexOf(labels);
    var texts = new ArrayList<String>();
    if (at >= 0) {
      samples
          .get(at)
          .forEach((time, value) ->
              texts.add(time / 1000 + "=" + (StaleNan.is(value) ? "stale" : value)));
    }
    return texts;
  }

  synchronized List<Labels> series() {
    return List.copyOf(names);
  }

  synchronized void put(Labels labels, long timeMillis, double value) {
    samples.get(id(labels) - 1).put(timeMillis, value);
  }

  private synchronized int id(Labels labels) {
    if (!names.contains(labels)) {
      names.add(labels);
      samples.add(new TreeMap<>());
    }
    return names.indexOf(labels) + 1;
  }

  @Override
  public int openGroup() {
    return 1;
  }

  @Override
  public void closeGroup(int group) {}

  @Override
  public Appender appender(int group) {
    return new Kept();
  }

  private final class Kept implements Appender {
    private final List<Runnable> waiting = new ArrayList<>();

    @Override
    public int series(Labels labels) {
      return id(labels);
    }

    @Override
    public Outcome append(int series, long timestampMillis, double value) {
      if (lastTimestamp(series) > timestampMillis) {
        return Outcome.OUT_OF_ORDER;
      }
      waiting.add(() -> put(labels(series), timestampMillis, value));
      return Outcome.ACCEPTED;
    }

    @Override
    public Outcome append(int series, long timestampMillis, Histogram value) {
      return append(series, timestampMillis, value.count());
    }

    @Override
    public long lastTimestamp(int series) {
      synchronized (KeptSamples.this) {
        var kept = samples.get(series - 1);
        return kept.isEmpty() ? Long.MIN_VALUE : kept.lastKey();
      }
    }

    @Override
    public Labels labels(int series) {
      return names.get(series - 1);
    }

    @Override
    public int commit(Durability durability) {
      waiting.forEach(Runnable::run);
      waiting.clear();
      return 0;
    }

    @Override
    public void close() {
      waiting.clear();
    }
  }

  @Override
  public Querier querier(long mintMillis, long maxtMillis) {
    return new Querier() {
      @Override
      public SeriesSet select(List<Matcher> matchers, long mint, long maxt) {
        return new Found(
            names.stream().filter(l -> matchers.stream().allMatch(m -> m.matches(l))).toList(),
            mint,
            maxt);
      }

      @Override
      public List<String> labelNames(List<Matcher> matchers, int limit) {
        return List.of();
      }

      @Override
      public List<String> labelValues(String name, List<Matcher> matchers, int limit) {
        return List.of();
      }

      @Override
      public void close() {}
    };
  }

  private final class Found implements SeriesSet {
    private final List<Labels> found;
    private final long mint;
    private final long maxt;

    Found(List<Labels> found, long mint, long maxt) {
      this.found = found;
      this.mint = mint;
      this.maxt = maxt;
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
      return new int[found.size()];
    }

    @Override
    public String symbol(int id) {
      return "";
    }

    @Override
    public void read(int series, SampleBuffer out) {
      samples
          .get(names.indexOf(found.get(series)))
          .subMap(mint, true, maxt, true)
          .forEach((time, value) -> out.add(time, value.doubleValue()));
    }

    @Override
    public void close() {}
  }
}
