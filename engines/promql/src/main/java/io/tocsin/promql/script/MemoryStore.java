package io.tocsin.promql.script;

import io.tocsin.model.Appender;
import io.tocsin.model.Labels;
import io.tocsin.model.Matcher;
import io.tocsin.model.Querier;
import io.tocsin.model.SeriesStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A store in memory, without limits or retention: two columns per series, and a scan over all
/// series for each selection. For scripts, and the model that faster stores are tested against.
public final class MemoryStore implements SeriesStore {
  private final List<MemorySeries> series = new ArrayList<>();
  private final Map<Labels, Integer> ids = new HashMap<>();
  private int groups;

  @Override
  public synchronized int openGroup() {
    return ++groups;
  }

  @Override
  public void closeGroup(int group) {
    // A group is only a number here.
  }

  @Override
  public Appender appender(int group) {
    return new MemoryAppender(this);
  }

  @Override
  public synchronized Querier querier(long mintMillis, long maxtMillis) {
    var columns = new ArrayList<MemorySeries.Columns>();
    for (var one : series) {
      columns.add(one.columns(mintMillis, maxtMillis));
    }
    return new MemoryQuerier(columns);
  }

  /// Returns the id of a series: its position, from 1.
  synchronized int id(Labels labels) {
    return ids.computeIfAbsent(
        labels,
        key -> {
          series.add(new MemorySeries(key));
          return series.size();
        });
  }

  synchronized boolean has(int id) {
    return id > 0 && id <= series.size();
  }

  /// @throws IllegalArgumentException if no series has that id
  synchronized MemorySeries series(int id) {
    if (!has(id)) {
      throw new IllegalArgumentException(
          "series: " + id + " (expected: 1 to " + series.size() + ")");
    }
    return series.get(id - 1);
  }

  /// Makes the samples of a transaction visible at once.
  synchronized int commit(List<MemoryAppender.Sample> samples) {
    for (var sample : samples) {
      series(sample.series()).add(sample);
    }
    return samples.size();
  }

  static boolean matches(Labels labels, List<Matcher> matchers) {
    for (var matcher : matchers) {
      if (!matcher.matches(labels)) {
        return false;
      }
    }
    return true;
  }
}
