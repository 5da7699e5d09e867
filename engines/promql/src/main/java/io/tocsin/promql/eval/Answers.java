package io.tocsin.promql.eval;

import io.tocsin.model.Histogram;
import io.tocsin.model.Labels;
import io.tocsin.promql.Expr;
import io.tocsin.promql.Value;
import io.tocsin.promql.block.Block;
import io.tocsin.promql.block.Collisions;
import io.tocsin.promql.block.LabelRows;
import io.tocsin.promql.block.Names;
import io.tocsin.promql.block.Table;
import io.tocsin.promql.rollup.Cell;
import io.tocsin.promql.rollup.Row;
import io.tocsin.promql.rollup.Steps;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Turns what the tree evaluates to into a value for the asker.
public final class Answers {
  private final Scope scope;
  private final Evaluator evaluator;
  private final Expr query;
  private final Steps steps;

  /// @param query the whole expression
  public Answers(Scope scope, Expr query) {
    this.scope = scope;
    this.query = query;
    this.evaluator = new Evaluator(scope, query);
    this.steps = scope.frame().steps();
  }

  /// Evaluates at the start of the query.
  public Value instant() {
    long time = steps.startMillis();
    return switch (query.type()) {
      case SCALAR -> new Value.Scalar(time, evaluator.scalar(query, steps)[0]);
      case STRING -> new Value.Text(time, Evaluator.text(query));
      case MATRIX -> sorted(new RangeAnswer(scope, evaluator).series(query, steps));
      case VECTOR, NONE -> vector(time, named(evaluator.vector(query, steps)));
    };
  }

  /// Evaluates at all steps.
  public Value.Matrix range() {
    return matrix(named(evaluator.selectors().block(query, steps)));
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
    var renamed = new Table(new LabelRows(labels, null), table.steps(), table.cells());
    return (Table) Collisions.merge(renamed, scope.budget());
  }

  private static Value.Vector vector(long time, Table table) {
    List<Value.VectorSample> samples = new ArrayList<>();
    for (int row = 0; row < table.rows().size(); row++) {
      if (table.row(row).present(0)) {
        double value = table.values(row)[0];
        var histogram = table.row(row).histogram(0);
        samples.add(new Value.VectorSample(table.rows().labels(row), value, histogram));
      }
    }
    return new Value.Vector(time, samples);
  }

  private static Value.Matrix matrix(Table table) {
    List<Value.MatrixSeries> series = new ArrayList<>();
    var allTimes = times(table.steps());
    for (int row = 0; row < table.rows().size(); row++) {
      var line = series(table.rows().labels(row), allTimes, table.row(row));
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

  private static Value.MatrixSeries series(Labels labels, long[] allTimes, Row row) {
    return row.hasHistograms()
        ? typed(labels, allTimes, row)
        : floats(labels, allTimes, row.values());
  }

  /// Series without gaps share their times, which would be as large as the values.
  private static Value.MatrixSeries floats(Labels labels, long[] allTimes, double[] values) {
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

  private static Value.MatrixSeries typed(Labels labels, long[] allTimes, Row row) {
    var values = row.values();
    var times = new long[values.length];
    var histograms = new Histogram[values.length];
    int size = 0;
    for (int step = 0; step < values.length; step++) {
      var histogram = row.histogram(step);
      if (histogram != null) {
        histograms[size] = histogram;
        times[size] = allTimes[step];
        values[size++] = Double.NaN;
      } else if (Cell.present(values[step])) {
        times[size] = allTimes[step];
        values[size++] = values[step];
      }
    }
    return new Value.MatrixSeries(labels, times, values, histograms, size);
  }

  private static Value.Matrix sorted(List<Value.MatrixSeries> series) {
    series.sort(Comparator.comparing(Value.MatrixSeries::labels));
    return new Value.Matrix(series);
  }
}
