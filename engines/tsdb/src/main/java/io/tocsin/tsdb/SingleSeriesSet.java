package io.tocsin.tsdb;

import io.tocsin.model.Labels;
import io.tocsin.model.SampleBuffer;
import io.tocsin.model.SeriesSet;
import java.util.List;

/// What was found in one place only: positions and symbols are the place's own.
final class SingleSeriesSet implements SeriesSet {
  private final SeriesSource source;
  private final long min;
  private final long max;

  SingleSeriesSet(SeriesSource source, long min, long max) {
    this.source = source;
    this.min = min;
    this.max = max;
  }

  @Override
  public int size() {
    return source.size();
  }

  @Override
  public Labels labels(int series) {
    return source.labels(series);
  }

  @Override
  public int[] column(String labelName) {
    return source.column(labelName);
  }

  @Override
  public String symbol(int id) {
    return source.symbol(id);
  }

  @Override
  public void read(int series, SampleBuffer out) {
    source.read(series, min, max, out);
  }

  @Override
  public Object order() {
    return List.of(source.name());
  }

  @Override
  public void close() {}
}
