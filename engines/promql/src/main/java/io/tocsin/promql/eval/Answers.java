package io.tocsin.promql.eval;

import io.tocsin.model.Labels;
import io.tocsin.model.SampleBuffer;
import io.tocsin.model.StaleNan;
import io.tocsin.promql.Expr;
import io.tocsin.promql.Value;
import io.tocsin.promql.block.Block;
import io.tocsin.promql.block.Collisions;
import io.tocsin.promql.block.LabelRows;
import io.tocsin.promql.block.Names;
import io.tocsin.promql.block.Table;
import io.tocsin.promql.rollup.Cell;
import io.tocsin.promql.rollup.Steps;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// Turns what the tree evaluates to into a value for the asker.
public final class Answers {
  private final Scope scope;
  private final Evaluator evaluator;
  private final Steps steps;

  public Answers(Scope scope) {
    this.scope = scope;
    this.evaluator = new Evaluator(scope);
    this.steps = scope.frame().steps();
  }

  /// Evaluates at the start of the query.
  public Value instant(Expr expr) {
    long time = steps.startMillis();
    return switch (expr.type()) {
      case SCALAR -> new Value.Scalar(time, evaluator.scalar(expr, steps)[0]);
      case STRING -> new Value.Text(time, Evaluator.text(expr));
      case MATRIX -> samples(expr);
      case VECTOR, NONE -> vector(time, named(evaluator.vector(expr, steps)));
    };
  }

  /// Evaluates at all steps.
  public Value.Matrix range(Expr expr) {
    return matrix(named(evaluator.selectors().block(expr, steps)));
  }

  /// Removes names that were marked for it.
  private Table named(Block block) {
    var table = Table.of(block, scope.budget());
    if (!scope.delayed()) {
      return table;
    }
    var labels = new Labels[table.rows().size()];
    for (int row = 0; row < labels.length; row++) {
      var name = table.rows().labels(row);
      labels[row] = table.rows().dropsName(row) ? Names.without(name) : name;
    }
    var renamed = new Table(new LabelRows(labels, null), table.steps(), table.values());
    return (Table) Collisions.merge(renamed, scope.budget());
  }

  private static Value.Vector vector(long time, Table table) {
    List<Value.VectorSample> samples = new ArrayList<>();
    for (int row = 0; row < table.rows().size(); row++) {
      double value = table.values()[row][0];
      if (Cell.present(value)) {
        samples.add(new Value.VectorSample(table.rows().labels(row), value));
      }
    }
    return new Value.Vector(time, samples);
  }

  private static Value.Matrix matrix(Table table) {
    List<Value.MatrixSeries> series = new ArrayList<>();
    var allTimes = times(table.steps());
    for (int row = 0; row < table.rows().size(); row++) {
      var line = series(table.rows().labels(row), allTimes, table.values()[row]);
      if (line.size() > 0) {
        series.add(line);
      }
    }
    return sorted(series);
  }

  private static long[] times(Steps steps) {
    var times = new long[steps.count()];
    for (int step = 0; step < times.length; step++) {
      times[step] = steps.time(step);
    }
    return times;
  }

  /// Series without gaps share their times, which would be as large as the values.
  private static Value.MatrixSeries series(Labels labels, long[] allTimes, double[] values) {
    int size = Cell.count(values);
    if (size == values.length) {
      return new Value.MatrixSeries(labels, allTimes, values, size);
    }
    var times = new long[size];
    int next = 0;
    for (int step = 0; step < values.length; step++) {
      if (Cell.present(values[step])) {
        times[next] = allTimes[step];
        values[next++] = values[step];
      }
    }
    return new Value.MatrixSeries(labels, times, values, size);
  }

  private static Value.Matrix sorted(List<Value.MatrixSeries> series) {
    series.sort(Comparator.comparing(Value.MatrixSeries::labels));
    return new Value.Matrix(series);
  }

  /// A range vector as it is: samples at their own times.
  private Value.Matrix samples(Expr expr) {
    var range = evaluator.selectors().range(expr, steps);
    List<Value.MatrixSeries> series = new ArrayList<>();
    var buffer = new SampleBuffer();
    for (int row = 0; row < range.rows().size(); row++) {
      scope.budget().check();
      buffer.clear();
      range.load(row, buffer);
      var line = window(range, row, buffer);
      if (line.size() > 0) {
        scope.budget().hold(line.size(), 2 * line.size());
        scope.budget().countRead(line.size());
        series.add(line);
      }
    }
    return sorted(series);
  }

  private Value.MatrixSeries window(RangeVector range, int row, SampleBuffer buffer) {
    var times = new long[buffer.size()];
    var values = new double[buffer.size()];
    int size = 0;
    for (int i = 0; i < buffer.size(); i++) {
      long time = buffer.timestamps()[i];
      boolean inside = time > range.windows().firstStart() && time <= range.windows().lastEnd();
      if (inside && !StaleNan.is(buffer.values()[i])) {
        times[size] = time;
        values[size++] = buffer.values()[i];
      }
    }
    boolean nameless = scope.delayed() && range.rows().dropsName(row);
    var labels = range.rows().labels(row);
    return new Value.MatrixSeries(
        nameless ? Names.without(labels) : labels,
        Arrays.copyOf(times, size),
        Arrays.copyOf(values, size),
        size);
  }
}
