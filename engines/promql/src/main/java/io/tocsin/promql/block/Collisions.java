package io.tocsin.promql.block;

import io.tocsin.model.Labels;
import io.tocsin.promql.QueryException;
import io.tocsin.promql.rollup.Cell;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What happens where rows end up with equal labels: rows that never have a value at the same step
/// become one, others are an error.
public final class Collisions {
  private Collisions() {}

  /// Merges equal rows; the block stays lazy where none can be equal.
  public static Block merge(Block block, Budget budget) {
    if (!block.rows().mayCollide()) {
      return block;
    }
    var table = Table.of(block, budget);
    var rows = table.rows();
    Map<Labels, Integer> first = new HashMap<>();
    List<Integer> kept = new ArrayList<>();
    for (int row = 0; row < rows.size(); row++) {
      Integer at = first.putIfAbsent(rows.labels(row), row);
      if (at == null) {
        kept.add(row);
      } else {
        mergeInto(table.values()[at], table.values()[row]);
      }
    }
    return kept.size() == rows.size() ? table : picked(table, kept);
  }

  /// Fails on two equal rows, whether or not they meet at a step.
  public static Block refuse(Block block, Budget budget) {
    if (!block.rows().mayCollide()) {
      return block;
    }
    var table = Table.of(block, budget);
    Map<Labels, Integer> first = new HashMap<>();
    for (int row = 0; row < table.rows().size(); row++) {
      if (first.putIfAbsent(table.rows().labels(row), row) != null) {
        throw sameLabels();
      }
    }
    return table;
  }

  private static void mergeInto(double[] target, double[] row) {
    for (int step = 0; step < row.length; step++) {
      if (Cell.present(row[step])) {
        if (Cell.present(target[step])) {
          throw sameLabels();
        }
        target[step] = row[step];
      }
    }
  }

  private static Table picked(Table table, List<Integer> kept) {
    var listed = kept.stream().mapToInt(Integer::intValue).toArray();
    var values = new double[listed.length][];
    for (int i = 0; i < listed.length; i++) {
      values[i] = table.values()[listed[i]];
    }
    return new Table(table.rows().pick(listed, listed.length), table.steps(), values);
  }

  public static QueryException sameLabels() {
    return new QueryException(
        QueryException.Kind.EXECUTION, "vector cannot contain metrics with the same labelset");
  }
}
