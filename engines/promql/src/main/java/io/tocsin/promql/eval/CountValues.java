package io.tocsin.promql.eval;

import io.tocsin.kit.GoFloat;
import io.tocsin.model.Labels;
import io.tocsin.model.LabelsText;
import io.tocsin.promql.Expr;
import io.tocsin.promql.QueryException;
import io.tocsin.promql.block.Block;
import io.tocsin.promql.block.LabelRows;
import io.tocsin.promql.block.Names;
import io.tocsin.promql.block.Table;
import io.tocsin.promql.rollup.Cell;
import io.tocsin.promql.rollup.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `count_values`: one series per distinct value and group.
final class CountValues {
  private final Scope scope;
  private final Expr.Aggregate node;
  private final String label;

  CountValues(Scope scope, Expr.Aggregate node, String label) {
    this.scope = scope;
    this.node = node;
    this.label = label;
    if (!Names.isValid(label)) {
      throw new QueryException(
          QueryException.Kind.EXECUTION,
          LabelsText.quote(new StringBuilder("invalid label name "), label).toString());
    }
  }

  Block apply(Block input) {
    var table = Table.of(input, scope.budget());
    Map<Labels, double[]> counts = new LinkedHashMap<>();
    var keeping = new ArrayList<>(node.labels());
    keeping.add(label);
    for (int row = 0; row < table.rows().size(); row++) {
      scope.budget().check();
      var labels = table.rows().labels(row);
      for (int step = 0; step < table.steps().count(); step++) {
        var value = value(table.row(row), step);
        if (value != null) {
          var counted = row(counts, group(labels, value, keeping), table.steps().count());
          counted[step] = Cell.present(counted[step]) ? counted[step] + 1 : 1;
        }
      }
    }
    return Table.ofFloats(
        new LabelRows(counts.keySet().toArray(new Labels[0]), null),
        table.steps(),
        counts.values().toArray(new double[0][]));
  }

  private static @Nullable String value(Row row, int step) {
    var histogram = row.histogram(step);
    if (histogram != null) {
      return histogram.toString();
    }
    double value = row.values()[step];
    return Cell.present(value) ? GoFloat.f(value) : null;
  }

  private Labels group(Labels labels, String value, List<String> keeping) {
    var valued = labels.with(label, value);
    if (!node.without()) {
      return valued.keeping(keeping);
    }
    var builder = valued.builder();
    for (var name : node.labels()) {
      builder.set(name, "");
    }
    return builder.set(Labels.NAME, "").build();
  }

  private double[] row(Map<Labels, double[]> counts, Labels group, int steps) {
    var row = counts.get(group);
    if (row == null) {
      scope.budget().hold(steps, steps);
      row = Cell.absentRow(steps);
      counts.put(group, row);
    }
    return row;
  }
}
