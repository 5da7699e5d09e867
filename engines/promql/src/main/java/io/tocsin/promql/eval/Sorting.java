package io.tocsin.promql.eval;

import io.tocsin.model.Labels;
import io.tocsin.promql.block.Block;
import io.tocsin.promql.block.MappedBlock;
import io.tocsin.promql.block.Table;
import io.tocsin.promql.order.NaturalOrder;
import io.tocsin.promql.rollup.Row;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// `sort` and its relatives. Only an instant query has an order; a range query passes through.
final class Sorting {
  private final Scope scope;

  Sorting(Scope scope) {
    this.scope = scope;
  }

  Block byValue(Block input, boolean descending) {
    var floats = new MappedBlock(input, input.rows(), Row::dropHistograms);
    if (input.steps().count() != 1) {
      return floats;
    }
    var table = Table.of(floats, scope.budget());
    Comparator<Integer> order =
        (a, b) -> compare(table.values(a)[0], table.values(b)[0], descending);
    return ordered(table, order);
  }

  /// NaN comes last in both directions.
  private static int compare(double a, double b, boolean descending) {
    if (Double.isNaN(a) || Double.isNaN(b)) {
      return Boolean.compare(Double.isNaN(a), Double.isNaN(b));
    }
    if (a == b) {
      return 0;
    }
    return a < b == descending ? 1 : -1;
  }

  Block byLabels(Block input, List<String> names, boolean descending) {
    if (input.steps().count() != 1) {
      return input;
    }
    var table = Table.of(input, scope.budget());
    var labels = new Labels[table.rows().size()];
    Arrays.setAll(labels, table.rows()::labels);
    Comparator<Integer> order =
        (a, b) -> {
          for (var name : names) {
            int byName = NaturalOrder.compare(labels[a].value(name), labels[b].value(name));
            if (byName != 0) {
              return byName;
            }
          }
          return labels[a].compareTo(labels[b]);
        };
    return ordered(table, descending ? order.reversed() : order);
  }

  private static Block ordered(Table table, Comparator<Integer> order) {
    var positions = new Integer[table.rows().size()];
    Arrays.setAll(positions, i -> i);
    Arrays.sort(positions, order);
    var listed = Arrays.stream(positions).mapToInt(Integer::intValue).toArray();
    return table.pick(listed, listed.length);
  }
}
