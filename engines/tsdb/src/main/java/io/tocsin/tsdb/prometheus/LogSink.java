package io.tocsin.tsdb.prometheus;

import io.tocsin.model.Histogram;
import io.tocsin.model.Labels;
import java.io.IOException;

/// Who takes what a log of Prometheus holds, in its order.
public interface LogSink {
  /// From now on, samples of `reference` are of this series.
  void series(long reference, Labels labels) throws IOException;

  void sample(long reference, long timestampMillis, double value) throws IOException;

  void histogram(long reference, long timestampMillis, Histogram value) throws IOException;

  /// What the series has between the two times, both included, is deleted.
  void deleted(long reference, long minMillis, long maxMillis);

  /// An exemplar was passed over.
  void exemplar();
}
