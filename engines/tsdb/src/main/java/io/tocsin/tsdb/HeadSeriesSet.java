package io.tocsin.tsdb;

import io.tocsin.model.Labels;
import io.tocsin.model.SampleBuffer;
import io.tocsin.model.SeriesSet;
import io.tocsin.tsdb.head.HeadSelection;

/// What a selection found in the head alone.
final class HeadSeriesSet implements SeriesSet {
  private final HeadSelection head;
  private final long min;
  private final long max;

  HeadSeriesSet(HeadSelection head, long min, long max) {
    this.head = head;
    this.min = min;
    this.max = max;
  }

  @Override
  public int size() {
    return head.size();
  }

  @Override
  public Labels labels(int series) {
    return head.labels(series);
  }

  @Override
  public int[] column(String labelName) {
    return head.column(labelName);
  }

  @Override
  public String symbol(int id) {
    return head.symbol(id);
  }

  @Override
  public void read(int series, SampleBuffer out) {
    head.read(series, min, max, out);
  }

  @Override
  public void close() {}
}
