package io.tocsin.promql.eval;

import io.tocsin.kit.GoFloat;
import io.tocsin.promql.AggregateOperator;
import io.tocsin.promql.Expr;
import io.tocsin.promql.QueryException;
import io.tocsin.promql.block.Block;
import io.tocsin.promql.block.KeyTable;
import io.tocsin.promql.block.Table;
import io.tocsin.promql.notes.Note;
import io.tocsin.promql.order.RatioHash;
import io.tocsin.promql.order.RowHeap;
import io.tocsin.promql.rollup.Cell;
import io.tocsin.promql.rollup.Row;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/// Aggregations that choose series and leave them as they are: `topk`, `bottomk`, `limitk` and
/// `limit_ratio`. An instant query answers in the order of choice.
final class Picks {
  private final Scope scope;
  private final Expr.Aggregate node;

  Picks(Scope scope, Expr.Aggregate node) {
    this.scope = scope;
    this.node = node;
  }

  /// @param parameter the number or ratio, one per step
  Block apply(Block input, double[] parameter) {
    if (isNothing(parameter)) {
      return Table.empty(input.steps());
    }
    var table = Table.of(input, scope.budget());
    int[] keys = new KeyTable(node.labels(), node.without()).keys(table.rows());
    var groups = members(keys, StableOrder.of(table.rows(), scope.frame()));
    var result = new Row[table.cells().length];
    Arrays.setAll(result, row -> new Row(parameter.length));
    var order = new ArrayList<Integer>();
    for (int step = 0; step < parameter.length; step++) {
      scope.budget().check();
      for (var group : groups) {
        for (int row : pick(table, group, step, parameter[step])) {
          result[row].copy(step, table.row(row));
          order.add(row);
        }
      }
      if (parameter.length > 1) {
        order.clear();
      }
    }
    var picked = new Table(table.rows(), table.steps(), result);
    if (parameter.length > 1) {
      return picked.withoutEmptyRows();
    }
    var listed = order.stream().mapToInt(Integer::intValue).toArray();
    return picked.pick(listed, listed.length);
  }

  private static List<int[]> members(int[] keys, int[] order) {
    var sizes = new int[Arrays.stream(keys).max().orElse(-1) + 1];
    for (int key : keys) {
      sizes[key]++;
    }
    List<int[]> members = new ArrayList<>();
    for (int size : sizes) {
      members.add(new int[size]);
    }
    Arrays.fill(sizes, 0);
    for (int row : order) {
      members.get(keys[row])[sizes[keys[row]]++] = row;
    }
    return members;
  }

  private boolean isNothing(double[] parameter) {
    if (parameter.length == 0) {
      return true;
    }
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    boolean nan = false;
    for (double value : parameter) {
      nan |= Double.isNaN(value);
      min = value < min ? value : min;
      max = value > max ? value : max;
    }
    if (node.operator() == AggregateOperator.LIMIT_RATIO) {
      if (max == 0 && min == 0) {
        return true;
      }
      require(!nan, "Ratio value is NaN");
      warnOfRatio(max, 1);
      warnOfRatio(min, -1);
      return false;
    }
    if (max < 1 && !(nan && max == Double.NEGATIVE_INFINITY)) {
      return true;
    }
    require(!nan, "Parameter value is NaN");
    require(min > Long.MIN_VALUE, "Scalar value " + GoFloat.g(min) + " underflows int64");
    require(max < Long.MAX_VALUE, "Scalar value " + GoFloat.g(max) + " overflows int64");
    return false;
  }

  private void warnOfRatio(double ratio, int limit) {
    if (limit > 0 ? ratio > limit : ratio < limit) {
      scope
          .notes()
          .warn(
              "ratio value should be between -1 and 1, got "
                  + GoFloat.g(ratio)
                  + ", capping to "
                  + limit,
              Objects.requireNonNull(node.parameter()).span());
    }
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new QueryException(QueryException.Kind.EXECUTION, message);
    }
  }

  private int[] pick(Table table, int[] group, int step, double parameter) {
    if (isIgnored(table, group, step, parameter)) {
      scope
          .notes()
          .at(node.span())
          .say(Note.IGNORED_IN_AGGREGATION, node.operator().text() + " aggregation");
    }
    return switch (node.operator()) {
      case TOPK -> best(table, group, step, (int) Math.min(parameter, group.length), true);
      case BOTTOMK -> best(table, group, step, (int) Math.min(parameter, group.length), false);
      case LIMITK -> first(table, group, step, (int) Math.min(parameter, group.length));
      case LIMIT_RATIO -> sample(table, group, step, parameter);
      case SUM, AVG, COUNT, MIN, MAX, GROUP, STDDEV, STDVAR, COUNT_VALUES, QUANTILE ->
          throw new IllegalArgumentException(node.operator().text());
    };
  }

  /// Tells whether there are histograms among what only floats are chosen from.
  private boolean isIgnored(Table table, int[] group, int step, double parameter) {
    boolean floatsOnly =
        node.operator() == AggregateOperator.TOPK || node.operator() == AggregateOperator.BOTTOMK;
    if (!floatsOnly || parameter < 1) {
      return false;
    }
    for (int row : group) {
      if (table.row(row).histogram(step) != null) {
        return true;
      }
    }
    return false;
  }

  private static int[] best(Table table, int[] group, int step, int limit, boolean largest) {
    if (limit < 1) {
      return new int[0];
    }
    var heap = new RowHeap(limit, largest);
    for (int row : group) {
      double value = table.values(row)[step];
      if (Cell.present(value)) {
        heap.offer(row, value);
      }
    }
    return heap.sorted();
  }

  private static int[] first(Table table, int[] group, int step, int limit) {
    var picked = new int[Math.max(limit, 0)];
    int count = 0;
    for (int i = 0; i < group.length && count < picked.length; i++) {
      if (table.row(group[i]).present(step)) {
        picked[count++] = group[i];
      }
    }
    return Arrays.copyOf(picked, count);
  }

  private static int[] sample(Table table, int[] group, int step, double ratio) {
    return Arrays.stream(group)
        .filter(row -> table.row(row).present(step))
        .filter(row -> inSample(RatioHash.offset(table.rows().labels(row)), ratio))
        .toArray();
  }

  /// A negative ratio takes what its positive complement leaves.
  private static boolean inSample(double offset, double ratio) {
    return ratio >= 0 ? offset < ratio : offset >= 1 + ratio;
  }
}
