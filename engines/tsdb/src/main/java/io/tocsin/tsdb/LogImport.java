package io.tocsin.tsdb;

import io.tocsin.model.Histogram;
import io.tocsin.model.Labels;
import io.tocsin.tsdb.prometheus.LogSink;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/// Puts what a log of Prometheus holds on its way to blocks. Samples of a series that the log does
/// not name are passed over, as Prometheus does. For one thread.
final class LogImport implements LogSink {
  private final SampleSpool spool;
  private final Map<Long, Integer> ids = new HashMap<>();
  private long exemplars;
  private long fromMillis = Long.MIN_VALUE;

  LogImport(SampleSpool spool) {
    this.spool = spool;
  }

  /// Passes over samples before that time from now on.
  void from(long timestampMillis) {
    fromMillis = timestampMillis;
  }

  @Override
  public void series(long reference, Labels labels) {
    ids.put(reference, spool.series(labels));
  }

  private int id(long reference) {
    return ids.getOrDefault(reference, -1);
  }

  @Override
  public void sample(long reference, long timestampMillis, double value) throws IOException {
    if (timestampMillis >= fromMillis) {
      spool.add(id(reference), timestampMillis, value);
    }
  }

  @Override
  public void histogram(long reference, long timestampMillis, Histogram value) throws IOException {
    if (timestampMillis >= fromMillis) {
      spool.add(id(reference), timestampMillis, value);
    }
  }

  @Override
  public void deleted(long reference, long minMillis, long maxMillis) {
    spool.delete(id(reference), minMillis, maxMillis);
  }

  @Override
  public void exemplar() {
    exemplars++;
  }

  long exemplars() {
    return exemplars;
  }
}
