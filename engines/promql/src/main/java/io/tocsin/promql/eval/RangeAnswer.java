package io.tocsin.promql.eval;

import io.tocsin.model.Histogram;
import io.tocsin.model.SampleBuffer;
import io.tocsin.model.StaleNan;
import io.tocsin.promql.Expr;
import io.tocsin.promql.QueryException;
import io.tocsin.promql.Value.MatrixSeries;
import io.tocsin.promql.block.Names;
import io.tocsin.promql.rollup.ExtendedRollup;
import io.tocsin.promql.rollup.Row;
import io.tocsin.promql.rollup.Run;
import io.tocsin.promql.rollup.Steps;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A range vector as it is: samples at their own times. What an `anchored` or `smoothed` one has at
/// its borders becomes a sample there.
final class RangeAnswer {
  private final Scope scope;
  private final Evaluator evaluator;

  RangeAnswer(Scope scope, Evaluator evaluator) {
    this.scope = scope;
    this.evaluator = evaluator;
  }

  /// @param steps one
  List<MatrixSeries> series(Expr expr, Steps steps) {
    var range = evaluator.selectors().range(expr, steps);
    var extension =
        Evaluator.unwrap(expr) instanceof Expr.MatrixSelector matrix
            ? matrix.selector().extension()
            : Expr.Extension.NONE;
    var buffer = new SampleBuffer();
    List<MatrixSeries> series = new ArrayList<>();
    for (int row = 0; row < range.rows().size(); row++) {
      scope.budget().check();
      buffer.clear();
      load(range, row, extension, buffer);
      if (buffer.size() > 0) {
        scope.budget().hold(weight(buffer), 2 * weight(buffer));
        scope.budget().countRead(weight(buffer), weight(buffer));
        series.add(series(range, row, buffer));
      }
    }
    return series;
  }

  private static int weight(SampleBuffer buffer) {
    int weight = 0;
    for (int i = 0; i < buffer.size(); i++) {
      var histogram = buffer.histogram(i);
      weight += histogram == null ? 1 : Row.samples(histogram);
    }
    return weight;
  }

  private void load(RangeVector range, int row, Expr.Extension extension, SampleBuffer out) {
    switch (extension) {
      case NONE -> {
        var read = new SampleBuffer();
        range.load(row, read);
        copyWindow(range, read, out);
      }
      case ANCHORED -> extend(range, row, false, out);
      case SMOOTHED -> extend(range, row, true, out);
    }
  }

  private static void copyWindow(RangeVector range, SampleBuffer read, SampleBuffer out) {
    for (int i = 0; i < read.size(); i++) {
      long time = read.timestamps()[i];
      boolean inside = time > range.windows().firstStart() && time <= range.windows().lastEnd();
      if (inside && !StaleNan.is(read.values()[i])) {
        out.addFrom(read, i);
      }
    }
  }

  private void extend(RangeVector range, int row, boolean smoothed, SampleBuffer out) {
    var run = new Run(range.windows());
    range.load(row, run.cleared());
    run.arrange();
    if (run.hasHistograms()) {
      throw new QueryException(
          QueryException.Kind.EXECUTION,
          (smoothed ? "smoothed" : "anchored") + " modifier is not supported with histograms");
    }
    var borders = new ExtendedRollup.Borders(smoothed, scope.frame().lookbackMillis());
    borders.extend(run, out);
  }

  private MatrixSeries series(RangeVector range, int row, SampleBuffer buffer) {
    boolean nameless = scope.delayed() && range.rows().dropsName(row);
    var labels = range.rows().labels(row);
    int size = buffer.size();
    var times = Arrays.copyOf(buffer.timestamps(), size);
    var values = Arrays.copyOf(buffer.values(), size);
    @Nullable Histogram @Nullable [] histograms = null;
    if (buffer.histograms() != null) {
      histograms = new Histogram[size];
      for (int i = 0; i < size; i++) {
        histograms[i] = buffer.histogram(i);
      }
    }
    return new MatrixSeries(
        nameless ? Names.without(labels) : labels, times, values, histograms, size);
  }
}
