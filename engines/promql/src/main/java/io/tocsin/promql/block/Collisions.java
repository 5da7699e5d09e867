package io.tocsin.promql.block;

import io.tocsin.model.Labels;
import io.tocsin.promql.QueryException;
import io.tocsin.promql.rollup.Row;
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
        mergeInto(table.row(at), table.row(row));
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

  private static void mergeInto(Row target, Row row) {
    for (int step = 0; step < row.steps(); step++) {
      if (row.present(step)) {
        if (target.present(step)) {
          throw sameLabels();
        }
        target.copy(step, row);
      }
    }
  }

  private static Table picked(Table table, List<Integer> kept) {
    var listed = kept.stream().mapToInt(Integer::intValue).toArray();
    return table.pick(listed, listed.length);
  }

  public static QueryException sameLabels() {
    return new QueryException(
        QueryException.Kind.EXECUTION, "vector cannot contain metrics with the same labelset");
  }
}
