package io.tocsin.promql.block;

import io.tocsin.model.Labels;
import io.tocsin.model.SampleBuffer;
import io.tocsin.model.SeriesSet;
import java.util.HashMap;
import java.util.Map;

/// A selection of series that remembers its columns and symbols, which a store may have to look up
/// each time, and whether it has met a histogram.
public final class ColumnCache implements SeriesSet {
  private final SeriesSet set;
  private final Map<String, int[]> columns = new HashMap<>();
  private final Map<Integer, String> symbols = new HashMap<>();
  private boolean histograms;

  public ColumnCache(SeriesSet set) {
    this.set = set;
  }

  @Override
  public int size() {
    return set.size();
  }

  @Override
  public Labels labels(int series) {
    return set.labels(series);
  }

  @Override
  public int[] column(String labelName) {
    return columns.computeIfAbsent(labelName, set::column);
  }

  @Override
  public String symbol(int id) {
    return symbols.computeIfAbsent(id, set::symbol);
  }

  @Override
  public void read(int series, SampleBuffer out) {
    set.read(series, out);
    histograms |= out.histograms() != null;
  }

  /// Tells whether a series was read that has histograms.
  public boolean readHistograms() {
    return histograms;
  }

  @Override
  public Object order() {
    return set.order();
  }

  @Override
  public void close() {
    set.close();
  }
}
