package io.tocsin.promql.eval;

import io.tocsin.promql.Expr;
import io.tocsin.promql.Span;
import io.tocsin.promql.block.Block;
import io.tocsin.promql.block.KeyTable;
import io.tocsin.promql.block.Table;
import io.tocsin.promql.notes.Note;
import io.tocsin.promql.rollup.Cell;
import io.tocsin.promql.rollup.Quantiles;
import java.util.Arrays;
import java.util.Objects;

/// The `quantile` aggregation: the values of each group at one step, sorted.
final class GroupQuantiles {
  private final Scope scope;
  private final Expr.Aggregate node;

  GroupQuantiles(Scope scope, Expr.Aggregate node) {
    this.scope = scope;
    this.node = node;
  }

  /// @param quantiles one per step
  Block apply(Block input, double[] quantiles) {
    noteQuantiles(quantiles, Objects.requireNonNull(node.parameter()).span());
    var table = Table.of(input, scope.budget());
    sayIgnored(table);
    var rows = table.rows();
    var keyTable = new KeyTable(node.labels(), node.without());
    var keys = keyTable.keys(rows);
    int groups = rows.size() == 0 ? 0 : keyTable.size();
    var grouped = new Aggregations.Groups(groups);
    var sizes = new int[groups];
    for (int row = 0; row < keys.length; row++) {
      grouped.see(keys[row], row, rows);
      sizes[keys[row]]++;
    }
    var scratch = new double[groups][];
    Arrays.setAll(scratch, group -> new double[sizes[group]]);
    var result = new double[groups][];
    Arrays.setAll(result, group -> Cell.absentRow(quantiles.length));
    for (int step = 0; step < quantiles.length; step++) {
      scope.budget().check();
      collect(table, keys, step, scratch, sizes);
      for (int group = 0; group < groups; group++) {
        if (sizes[group] > 0) {
          Quantiles.sort(scratch[group], sizes[group]);
          result[group][step] = Quantiles.ofSorted(quantiles[step], scratch[group], sizes[group]);
        }
      }
    }
    return grouped.table(keyTable, rows, table.steps(), grouped.rows(result));
  }

  /// Says which quantiles are none: NaN, the largest and the smallest.
  private void noteQuantiles(double[] quantiles, Span span) {
    double most = 1;
    double least = 0;
    for (double quantile : quantiles) {
      most = quantile > most ? quantile : most;
      least = quantile < least ? quantile : least;
      if (Double.isNaN(quantile)) {
        scope.notes().warnOfQuantile(quantile, span);
      }
    }
    scope.notes().warnOfQuantile(most, span);
    scope.notes().warnOfQuantile(least, span);
  }

  private void sayIgnored(Table table) {
    var place = scope.notes().at(Evaluator.unwrap(node.operand()).span());
    for (var row : table.cells()) {
      if (row.hasHistograms()) {
        place.say(Note.IGNORED_IN_AGGREGATION, "quantile aggregation");
      }
    }
  }

  private static void collect(Table table, int[] keys, int step, double[][] scratch, int[] sizes) {
    Arrays.fill(sizes, 0);
    for (int row = 0; row < keys.length; row++) {
      double value = table.values(row)[step];
      if (Cell.present(value)) {
        scratch[keys[row]][sizes[keys[row]]++] = value;
      }
    }
  }
}
