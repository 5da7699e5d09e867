package io.tocsin.api;

import io.tocsin.promql.Value;
import io.tocsin.rules.RangeQueries.Series;
import io.tocsin.rules.RuleQueryException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A range query's value as rules read it: floats only.
public final class RangeAnswer {
  private RangeAnswer() {}

  /// Returns the series of a matrix.
  ///
  /// @throws RuleQueryException for any other value
  public static List<Series> of(Value value) {
    return switch (value) {
      case Value.Matrix matrix -> matrix.series().stream().map(RangeAnswer::floats).toList();
      case Value.Scalar _, Value.Text _, Value.Vector _ ->
          throw new RuleQueryException("query result is no range of series");
    };
  }

  private static Series floats(Value.MatrixSeries series) {
    int size = series.size();
    if (series.histograms() == null) {
      return new Series(
          series.labels(),
          Arrays.copyOf(series.timestampsMillis(), size),
          Arrays.copyOf(series.values(), size));
    }
    var kept = new ArrayList<Integer>();
    for (int i = 0; i < size; i++) {
      if (series.histogram(i) == null) {
        kept.add(i);
      }
    }
    return new Series(
        series.labels(),
        kept.stream().mapToLong(i -> series.timestampsMillis()[i]).toArray(),
        kept.stream().mapToDouble(i -> series.values()[i]).toArray());
  }
}
