package io.tocsin.promql.script;

import io.tocsin.model.Appender;
import io.tocsin.model.Histogram;
import io.tocsin.model.Labels;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A transaction of a [MemoryStore].
final class MemoryAppender implements Appender {
  private final MemoryStore store;
  private final List<Sample> samples = new ArrayList<>();
  private final Map<Integer, Sample> newest = new HashMap<>();

  private final Map<Integer, Long> starts = new HashMap<>();

  /// One appended sample: a float, or a histogram.
  ///
  /// @param startMillis since when it counts, 0 for unknown
  record Sample(
      int series,
      long timestampMillis,
      double value,
      @Nullable Histogram histogram,
      long startMillis) {
    boolean says(double otherValue, @Nullable Histogram other) {
      if (histogram != null && other != null) {
        return histogram.sameCounts(other);
      }
      boolean floats = histogram == null && other == null;
      return floats && Double.doubleToRawLongBits(value) == Double.doubleToRawLongBits(otherValue);
    }
  }

  MemoryAppender(MemoryStore store) {
    this.store = store;
  }

  @Override
  public int series(Labels labels) {
    return store.id(labels);
  }

  @Override
  public Outcome append(int series, long timestampMillis, double value) {
    return append(series, timestampMillis, value, null);
  }

  @Override
  public Outcome append(int series, long timestampMillis, Histogram value) {
    return append(series, timestampMillis, Double.NaN, value);
  }

  @Override
  public void startTimestamp(int series, long startMillis) {
    starts.put(series, startMillis);
  }

  private Outcome append(
      int series, long timestampMillis, double value, @Nullable Histogram histogram) {
    Long start = starts.remove(series);
    if (!store.has(series)) {
      return Outcome.UNKNOWN_SERIES;
    }
    long last = lastTimestamp(series);
    if (timestampMillis < last) {
      return Outcome.OUT_OF_ORDER;
    }
    if (timestampMillis == last) {
      return last(series).says(value, histogram) ? Outcome.DUPLICATE : Outcome.CONFLICT;
    }
    var sample = new Sample(series, timestampMillis, value, histogram, start == null ? 0 : start);
    samples.add(sample);
    newest.put(series, sample);
    return Outcome.ACCEPTED;
  }

  private Sample last(int series) {
    var appended = newest.get(series);
    return appended == null ? store.series(series).last(series) : appended;
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
    starts.clear();
  }
}
