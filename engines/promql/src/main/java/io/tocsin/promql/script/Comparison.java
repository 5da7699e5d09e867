package io.tocsin.promql.script;

import io.tocsin.kit.GoFloat;
import io.tocsin.model.Histogram;
import io.tocsin.model.Labels;
import io.tocsin.promql.Value;
import io.tocsin.promql.Value.Matrix;
import io.tocsin.promql.Value.MatrixSeries;
import io.tocsin.promql.Value.Scalar;
import io.tocsin.promql.Value.Text;
import io.tocsin.promql.Value.Vector;
import io.tocsin.promql.script.Expectation.Kind;
import io.tocsin.promql.script.Statement.Eval;
import io.tocsin.promql.script.Statement.Times;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Compares answers with what an eval expects; throws [MismatchException] where they differ.
final class Comparison {
  private final Expectation expectation;
  private final Times times;
  private final Map<Labels, Expected> expected = new LinkedHashMap<>();

  /// @param position from 0, in the order of the script
  private record Expected(int position, SeriesLine line) {}

  Comparison(Eval eval) {
    this.expectation = eval.expectation();
    var rangeVector = expectation.rangeVector();
    this.times = rangeVector == null ? eval.times() : rangeVector;
    for (var line : expectation.series()) {
      expected.put(line.labels(), new Expected(expected.size(), line));
    }
  }

  void compare(Value value) {
    switch (value) {
      case Scalar scalar -> scalar(scalar.value());
      case Text text -> text(text.value());
      case Vector vector -> vector(vector);
      case Matrix matrix -> matrix(matrix);
    }
  }

  private void scalar(double value) {
    var wanted = expectation.scalar();
    if (wanted == null) {
      throw new MismatchException("expected vector or matrix, but got scalar " + GoFloat.g(value));
    }
    expectEqual(wanted, value, "scalar");
  }

  private void text(String value) {
    if (!expectation.isText() || !expectation.text().equals(value)) {
      throw new MismatchException(
          "expected string \"" + expectation.text() + "\" but got \"" + value + "\"");
    }
  }

  private static void expectEqual(double wanted, double value, String what) {
    if (!Numbers.almostEqual(wanted, value)) {
      throw new MismatchException(
          "expected " + GoFloat.g(wanted) + " for " + what + " but got " + GoFloat.g(value));
    }
  }

  private void expectNoScalar(String got) {
    if (expectation.scalar() != null || expectation.isText()) {
      throw new MismatchException("expected scalar or string, but got " + got);
    }
  }

  private Expected expected(Labels labels, Set<Labels> seen, Object value) {
    var wanted = expected.get(labels);
    if (wanted == null) {
      throw new MismatchException("unexpected metric " + labels + " in result: " + value);
    }
    if (!seen.add(labels)) {
      throw new MismatchException("metric " + labels + " comes twice");
    }
    return wanted;
  }

  private void expectAll(Set<Labels> seen) {
    for (var labels : expected.keySet()) {
      if (!seen.contains(labels)) {
        throw new MismatchException("expected metric " + labels + " not found");
      }
    }
  }

  private void vector(Vector vector) {
    expectNoScalar("vector " + vector.samples());
    var seen = new HashSet<Labels>();
    for (var sample : vector.samples()) {
      int position = seen.size();
      var wanted = expected(sample.labels(), seen, GoFloat.g(sample.value()));
      if (expectation.has(Kind.ORDERED) && wanted.position != position) {
        throw new MismatchException(
            "expected metric "
                + sample.labels()
                + " at position "
                + (wanted.position + 1)
                + " but was at "
                + (position + 1));
      }
      var point =
          wanted.line.points().isEmpty()
              ? new Point.Sample(Double.NaN)
              : wanted.line.points().getFirst();
      expectPoint(point, sample.value(), sample.histogram(), sample.labels().toString());
    }
    expectAll(seen);
  }

  private static void expectPoint(
      Point wanted, double value, @Nullable Histogram histogram, String what) {
    switch (wanted) {
      case Point.OfHistogram one -> HistogramComparison.expectEqual(one, histogram, what);
      case Point.Sample(double number) -> {
        expectFloat(histogram, what);
        expectEqual(number, value, what);
      }
      case Point.Omitted _ -> {
        expectFloat(histogram, what);
        expectEqual(0, value, what);
      }
    }
  }

  private static void expectFloat(@Nullable Histogram histogram, String what) {
    if (histogram != null) {
      throw new MismatchException("expected a float for " + what + " but got " + histogram);
    }
  }

  private void matrix(Matrix matrix) {
    expectNoScalar("matrix of " + matrix.series().size() + " series");
    if (expectation.has(Kind.ORDERED)) {
      throw new MismatchException("expected ordered result, but query returned a matrix");
    }
    var seen = new HashSet<Labels>();
    Labels last = null;
    for (var series : matrix.series()) {
      if (last != null && last.compareTo(series.labels()) > 0) {
        throw new MismatchException(
            "matrix is not sorted by labels: " + series.labels() + " after " + last);
      }
      last = series.labels();
      series(expected(series.labels(), seen, describe(series)).line, series);
    }
    expectAll(seen);
  }

  private void series(SeriesLine line, MatrixSeries series) {
    int at = 0;
    for (int i = 0; i < line.points().size(); i++) {
      if (line.points().get(i) instanceof Point.Omitted) {
        continue;
      }
      long time = times.startMillis() + i * times.stepMillis();
      if (time > times.endMillis()) {
        throw new MismatchException(
            "expected "
                + line.points().size()
                + " points for "
                + line.labels()
                + ", but the time range cannot return this many");
      }
      if (at == series.size() || series.timestampsMillis()[at] != time) {
        throw new MismatchException(
            "expected a point of " + line.labels() + " at " + time + " ms in " + describe(series));
      }
      var what = line.labels() + " at " + time + " ms in " + describe(series);
      expectPoint(line.points().get(i), series.values()[at], series.histogram(at), what);
      at++;
    }
    if (at != series.size()) {
      throw new MismatchException(
          "expected " + at + " points for " + line.labels() + ", but got " + describe(series));
    }
  }

  private static String describe(MatrixSeries series) {
    var out = new StringBuilder("[");
    for (int i = 0; i < series.size(); i++) {
      var histogram = series.histogram(i);
      out.append(i == 0 ? "" : " ");
      out.append(histogram == null ? GoFloat.g(series.values()[i]) : histogram.toString());
      out.append(" @").append(series.timestampsMillis()[i]);
    }
    return out.append(']').toString();
  }
}
