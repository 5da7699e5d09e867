package io.tocsin.promql.script;

import io.tocsin.model.Appender;
import io.tocsin.model.Labels;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A transaction of a [MemoryStore].
final class MemoryAppender implements Appender {
  private final MemoryStore store;
  private final List<Sample> samples = new ArrayList<>();
  private final Map<Integer, Sample> newest = new HashMap<>();

  /// One appended sample.
  record Sample(int series, long timestampMillis, double value) {}

  MemoryAppender(MemoryStore store) {
    this.store = store;
  }

  @Override
  public int series(Labels labels) {
    return store.id(labels);
  }

  @Override
  public Outcome append(int series, long timestampMillis, double value) {
    if (!store.has(series)) {
      return Outcome.UNKNOWN_SERIES;
    }
    long last = lastTimestamp(series);
    if (timestampMillis < last) {
      return Outcome.OUT_OF_ORDER;
    }
    if (timestampMillis == last) {
      boolean same =
          Double.doubleToRawLongBits(lastValue(series)) == Double.doubleToRawLongBits(value);
      return same ? Outcome.DUPLICATE : Outcome.CONFLICT;
    }
    var sample = new Sample(series, timestampMillis, value);
    samples.add(sample);
    newest.put(series, sample);
    return Outcome.ACCEPTED;
  }

  private double lastValue(int series) {
    var appended = newest.get(series);
    return appended == null ? store.series(series).lastValue() : appended.value();
  }

  @Override
  public long lastTimestamp(int series) {
    var appended = newest.get(series);
    return appended == null ? store.series(series).lastTimestamp() : appended.timestampMillis();
  }

  @Override
  public Labels labels(int series) {
    return store.series(series).labels();
  }

  @Override
  public int commit(Durability durability) {
    int stored = store.commit(samples);
    close();
    return stored;
  }

  @Override
  public void close() {
    samples.clear();
    newest.clear();
  }
}
