package io.tocsin.promql.eval;

import io.tocsin.promql.Expr;
import io.tocsin.promql.VectorMatching;
import io.tocsin.promql.block.Block;
import io.tocsin.promql.block.Collisions;
import io.tocsin.promql.block.Table;
import java.util.ArrayList;
import java.util.List;

/// Arithmetic and comparisons between two vectors: rows of both sides meet under equal matching
/// labels, key by key.
final class VectorJoin {
  private final Scope scope;
  private final VectorMatching matching;
  private final JoinRule rule;
  private final Expr.Binary node;

  VectorJoin(Scope scope, Expr.Binary node, VectorMatching matching) {
    this.scope = scope;
    this.node = node;
    this.matching = matching;
    this.rule = JoinRule.of(node, matching, scope.delayed());
  }

  Block apply(Block left, Block right) {
    var budget = scope.budget();
    var keyTable = BinaryOperations.keyTable(matching);
    // In the order of the text, as notes are taken.
    var leftTable = Table.of(left, budget);
    var rightTable = Table.of(right, budget);
    var many = rule.swapped() ? rightTable : leftTable;
    var one = rule.swapped() ? leftTable : rightTable;
    var manyKeys = keyTable.keys(many.rows());
    var oneKeys = keyTable.keys(one.rows());
    var manyRows = rowsByKey(manyKeys, keyTable.size());
    var oneRows = rowsByKey(oneKeys, keyTable.size());
    var place = scope.notes().at(node.span());
    var operation = new TypedOperation(node, rule.arithmetic(), place, many.steps().count());
    var join =
        new KeyJoin(
            rule,
            new KeyJoin.Sides(many, one, scope.frame()),
            activeSteps(many, one),
            operation,
            budget);
    for (int key = 0; key < keyTable.size(); key++) {
      budget.check();
      join.join(manyRows.get(key), oneRows.get(key));
    }
    operation.speak();
    return Collisions.merge(join.result(), budget);
  }

  private static List<List<Integer>> rowsByKey(int[] keys, int size) {
    List<List<Integer>> rows = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      rows.add(new ArrayList<>(1));
    }
    for (int row = 0; row < keys.length; row++) {
      rows.get(keys[row]).add(row);
    }
    return rows;
  }

  /// Returns the steps at which anything can match, so that duplicates matter: both sides have some
  /// value, or a fill value stands in.
  private boolean[] activeSteps(Table many, Table one) {
    var active = anyPresent(many);
    var other = anyPresent(one);
    for (int step = 0; step < active.length; step++) {
      active[step] = rule.fills() ? active[step] || other[step] : active[step] && other[step];
    }
    return active;
  }

  private static boolean[] anyPresent(Table table) {
    var any = new boolean[table.steps().count()];
    for (var row : table.cells()) {
      for (int step = 0; step < any.length; step++) {
        any[step] |= row.present(step);
      }
    }
    return any;
  }
}
