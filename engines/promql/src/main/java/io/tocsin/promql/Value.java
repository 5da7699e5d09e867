package io.tocsin.promql;

import io.tocsin.model.Histogram;
import io.tocsin.model.Labels;
import java.util.List;
import org.jspecify.annotations.Nullable;

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

  /// One series of an instant vector: a float, or a native histogram.
  ///
  /// @param value absent where there is a histogram
  record VectorSample(Labels labels, double value, @Nullable Histogram histogram) {
    public VectorSample(Labels labels, double value) {
      this(labels, value, null);
    }
  }

  /// One series of a matrix: the first `size` entries of all columns count. Do not write to them.
  /// Handed on once, never compared: that its columns are arrays does no harm.
  ///
  /// @param values NaN where there is a histogram
  /// @param histograms null where there are none; entries are null where there is a float
  @SuppressWarnings("ArrayRecordComponent")
  record MatrixSeries(
      Labels labels,
      long[] timestampsMillis,
      double[] values,
      @Nullable Histogram @Nullable [] histograms,
      int size) {
    public MatrixSeries(Labels labels, long[] timestampsMillis, double[] values, int size) {
      this(labels, timestampsMillis, values, null, size);
    }

    /// Returns the histogram at a position, or null where there is a float.
    public @Nullable Histogram histogram(int position) {
      return histograms == null ? null : histograms[position];
    }
  }
}
