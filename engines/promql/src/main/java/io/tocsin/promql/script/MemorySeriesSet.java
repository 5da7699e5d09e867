package io.tocsin.promql.script;

import io.tocsin.model.Labels;
import io.tocsin.model.SampleBuffer;
import io.tocsin.model.SeriesSet;
import io.tocsin.promql.script.MemorySeries.Columns;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A selection from a [MemoryStore].
final class MemorySeriesSet implements SeriesSet {
  private final List<Columns> columns;
  private final long mintMillis;
  private final long maxtMillis;
  private final List<String> symbols = new ArrayList<>(List.of(""));
  private final Map<String, Integer> ids = new HashMap<>(Map.of("", 0));

  MemorySeriesSet(List<Columns> columns, long mintMillis, long maxtMillis) {
    this.columns = columns;
    this.mintMillis = mintMillis;
    this.maxtMillis = maxtMillis;
  }

  @Override
  public int size() {
    return columns.size();
  }

  @Override
  public Labels labels(int series) {
    return columns.get(series).labels();
  }

  @Override
  public synchronized int[] column(String labelName) {
    var column = new int[columns.size()];
    for (int i = 0; i < column.length; i++) {
      column[i] = ids.computeIfAbsent(labels(i).value(labelName), this::add);
    }
    return column;
  }

  private int add(String symbol) {
    symbols.add(symbol);
    return symbols.size() - 1;
  }

  @Override
  public synchronized String symbol(int id) {
    return symbols.get(id);
  }

  @Override
  public void read(int series, SampleBuffer out) {
    columns.get(series).read(mintMillis, maxtMillis, out);
  }

  @Override
  public void close() {
    // Holds nothing but memory.
  }
}
