package io.tocsin.promql;

import io.tocsin.model.Labels;
import java.util.List;

/// The result of a query. Times are Unix milliseconds.
public sealed interface Value {
  /// One number.
  record Scalar(long timestampMillis, double value) implements Value {}

  /// One string.
  record Text(long timestampMillis, String value) implements Value {}

  /// One number per series at one time, in the order of evaluation.
  record Vector(long timestampMillis, List<VectorSample> samples) implements Value {}

  /// Points per series, sorted by labels. Staleness markers never appear.
  record Matrix(List<MatrixSeries> series) implements Value {}

  /// One series of an instant vector. `timestampMillis` is the evaluation's.
  record VectorSample(Labels labels, double value) {}

  /// One series of a matrix: the first `size` entries of both columns count. Do not write to them.
  /// Handed on once, never compared: that its columns are arrays does no harm.
  @SuppressWarnings("ArrayRecordComponent")
  record MatrixSeries(Labels labels, long[] timestampsMillis, double[] values, int size) {}
}
