package io.tocsin.promql.eval;

import io.tocsin.model.Labels;
import io.tocsin.promql.AggregateOperator;
import io.tocsin.promql.Expr;
import io.tocsin.promql.QueryException;
import io.tocsin.promql.block.Block;
import io.tocsin.promql.block.KeyTable;
import io.tocsin.promql.block.LabelRows;
import io.tocsin.promql.block.Rows;
import io.tocsin.promql.block.Table;
import io.tocsin.promql.rollup.Row;
import io.tocsin.promql.rollup.Steps;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Aggregation operators. Sums and the like fold rows as they are read, so that only groups are
/// held; `quantile`, `topk` and others look at all rows of a step.
final class Aggregations {
  private final Scope scope;

  Aggregations(Scope scope) {
    this.scope = scope;
  }

  /// @param parameter one per step for operators with a number, null for others
  /// @param valueLabel the label of `count_values`, empty for others
  Block apply(Expr.Aggregate node, Block input, double @Nullable [] parameter, String valueLabel) {
    return switch (node.operator()) {
      case SUM, AVG, COUNT, MIN, MAX, GROUP, STDDEV, STDVAR -> fold(node, input);
      case QUANTILE -> new GroupQuantiles(scope, node).apply(input, required(parameter));
      case TOPK, BOTTOMK, LIMITK, LIMIT_RATIO ->
          new Picks(scope, node).apply(input, required(parameter));
      case COUNT_VALUES -> new CountValues(scope, node, valueLabel).apply(input);
    };
  }

  private static double[] required(double @Nullable [] parameter) {
    if (parameter == null) {
      throw new QueryException(
          QueryException.Kind.INTERNAL, "aggregation parameter: none (expected: a scalar)");
    }
    return parameter;
  }

  private Block fold(Expr.Aggregate node, Block input) {
    var rows = input.rows();
    var table = new KeyTable(node.labels(), node.without());
    var keys = table.keys(rows);
    int steps = input.steps().count();
    int groups = rows.size() == 0 ? 0 : table.size();
    for (int i = 0; i < groups; i++) {
      scope.budget().hold(steps, 3 * steps);
    }
    var accumulator = accumulator(node.operator(), groups, steps);
    var histograms = histograms(node, groups, steps);
    var grouped = new Groups(groups);
    var row = new Row(steps);
    for (int i : StableOrder.of(rows, scope.frame())) {
      input.read(i, row);
      if (row.hasHistograms()) {
        int position = i;
        histograms.prepare(row);
        accumulator.add(keys[i], row.values());
        histograms.add(
            keys[i], row, accumulator, () -> KeyTable.value(rows, position, Labels.NAME));
      } else {
        accumulator.add(keys[i], row.values());
      }
      grouped.see(keys[i], i, rows);
    }
    var results = grouped.rows(accumulator.finish());
    histograms.finish(results);
    return grouped.table(table, rows, input.steps(), results);
  }

  private GroupHistograms histograms(Expr.Aggregate node, int groups, int steps) {
    var place = scope.notes().at(Evaluator.unwrap(node.operand()).span());
    return switch (node.operator()) {
      case SUM -> new GroupHistograms.Sums(false, groups, steps, scope.budget(), place);
      case AVG -> new GroupHistograms.Sums(true, groups, steps, scope.budget(), place);
      case COUNT, GROUP -> new GroupHistograms.Counted();
      case MIN, MAX, STDDEV, STDVAR, QUANTILE, TOPK, BOTTOMK, LIMITK, LIMIT_RATIO, COUNT_VALUES ->
          new GroupHistograms.Ignored(node.operator().text() + " aggregation", place);
    };
  }

  private static Accumulator accumulator(AggregateOperator operator, int groups, int steps) {
    return switch (operator) {
      case SUM -> new Accumulator.Sum(groups, steps);
      case AVG -> new Accumulator.Average(groups, steps);
      case COUNT -> new Accumulator.Count(groups, steps);
      case MIN -> new Accumulator.Extreme(false, groups, steps);
      case MAX -> new Accumulator.Extreme(true, groups, steps);
      case GROUP -> new Accumulator.Group(groups, steps);
      case STDDEV -> new Accumulator.Variance(true, groups, steps);
      case STDVAR -> new Accumulator.Variance(false, groups, steps);
      case QUANTILE, TOPK, BOTTOMK, LIMITK, LIMIT_RATIO, COUNT_VALUES ->
          throw new IllegalArgumentException(operator.text());
    };
  }

  /// The first row of each group, and whether its name is to go.
  static final class Groups {
    private final int[] firstRow;
    private final boolean[] dropsName;

    Groups(int groups) {
      firstRow = new int[groups];
      Arrays.fill(firstRow, -1);
      dropsName = new boolean[groups];
    }

    void see(int group, int row, Rows rows) {
      if (firstRow[group] < 0) {
        firstRow[group] = row;
      }
      dropsName[group] |= rows.dropsName(row);
    }

    Row[] rows(double[][] values) {
      var made = new Row[values.length];
      Arrays.setAll(made, group -> new Row(values[group]));
      return made;
    }

    /// Makes the block of all groups that have a value at some step.
    Block table(KeyTable keys, Rows rows, Steps steps, Row[] values) {
      int count = 0;
      var labels = new Labels[values.length];
      var drops = new boolean[values.length];
      var kept = new Row[values.length];
      for (int group = 0; group < values.length; group++) {
        if (values[group].anyPresent()) {
          labels[count] = keys.group(rows, firstRow[group]);
          drops[count] = dropsName[group];
          kept[count++] = values[group];
        }
      }
      return new Table(
          new LabelRows(Arrays.copyOf(labels, count), Arrays.copyOf(drops, count)),
          steps,
          Arrays.copyOf(kept, count));
    }
  }
}
