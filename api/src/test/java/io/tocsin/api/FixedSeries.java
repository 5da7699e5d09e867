package io.tocsin.api;

import io.tocsin.model.Labels;
import io.tocsin.model.SampleBuffer;
import io.tocsin.model.SeriesSet;
import io.tocsin.model.SeriesStore;
import java.util.List;
import java.util.stream.IntStream;

/// A set of series with samples of any kind, found whatever is asked.
record FixedSeries(List<One> all) implements SeriesSet {
  /// A series and its samples.
  record One(Labels labels, SampleBuffer samples) {}

  /// Returns a store with these series alone.
  static SeriesStore store(One... series) {
    ReadOnlyStore.OneSet view = () -> new FixedSeries(List.of(series));
    return (ReadOnlyStore) () -> view;
  }

  @Override
  public int size() {
    return all.size();
  }

  @Override
  public Labels labels(int series) {
    return all.get(series).labels();
  }

  @Override
  public int[] column(String labelName) {
    return IntStream.rangeClosed(1, all.size()).toArray();
  }

  @Override
  public String symbol(int id) {
    return all.get(id - 1).labels().metricName();
  }

  @Override
  public void read(int series, SampleBuffer out) {
    var samples = all.get(series).samples();
    for (int i = 0; i < samples.size(); i++) {
      out.addFrom(samples, i);
    }
  }

  @Override
  public void close() {}
}
