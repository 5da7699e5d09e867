package io.tocsin.promql.eval;

import io.tocsin.promql.VectorMatching;
import io.tocsin.promql.block.Block;
import io.tocsin.promql.block.Collisions;
import io.tocsin.promql.block.KeyTable;
import io.tocsin.promql.block.Rows;
import io.tocsin.promql.block.Table;
import io.tocsin.promql.rollup.Row;
import io.tocsin.promql.rollup.Steps;
import java.util.List;

/// `and`, `unless` and `or`: rows are kept where the other side has, or has not, a value at the
/// same step under the same matching labels.
final class SetOperations {
  private final Scope scope;
  private final KeyTable keyTable;

  SetOperations(Scope scope, VectorMatching matching) {
    this.scope = scope;
    this.keyTable = BinaryOperations.keyTable(matching);
  }

  Block and(Block left, Block right) {
    return masked(left, right, true);
  }

  Block unless(Block left, Block right) {
    return masked(left, right, false);
  }

  private Block masked(Block left, Block right, boolean wanted) {
    var rightKeys = keyTable.keys(right.rows());
    var leftKeys = keyTable.keys(left.rows());
    return new Masked(left, leftKeys, presence(right, rightKeys), wanted);
  }

  /// Merges everything of the left side with what only the right side has.
  Block or(Block left, Block right) {
    var kept = Table.of(left, scope.budget());
    var leftKeys = keyTable.keys(kept.rows());
    var rightKeys = keyTable.keys(right.rows());
    var mask = presence(kept, leftKeys);
    var added = Table.of(new Masked(right, rightKeys, mask, false), scope.budget());
    return Collisions.merge(Table.union(List.of(kept, added), kept.steps()), scope.budget());
  }

  /// Returns per key the steps at which any row of that key has a value.
  private boolean[][] presence(Block block, int[] keys) {
    var present = new boolean[keyTable.size()][];
    int steps = block.steps().count();
    var row = new Row(steps);
    for (int i = 0; i < keys.length; i++) {
      block.read(i, row);
      if (present[keys[i]] == null) {
        present[keys[i]] = new boolean[steps];
      }
      var seen = present[keys[i]];
      for (int step = 0; step < steps; step++) {
        seen[step] |= row.present(step);
      }
    }
    return present;
  }

  /// Rows with only those values where the mask of their key is as wanted.
  private static final class Masked implements Block {
    private final Block input;
    private final int[] keys;
    private final boolean[][] mask;
    private final boolean wanted;

    Masked(Block input, int[] keys, boolean[][] mask, boolean wanted) {
      this.input = input;
      this.keys = keys;
      this.mask = mask;
      this.wanted = wanted;
    }

    @Override
    public Rows rows() {
      return input.rows();
    }

    @Override
    public Steps steps() {
      return input.steps();
    }

    @Override
    public void read(int row, Row out) {
      input.read(row, out);
      var present = keys[row] < mask.length ? mask[keys[row]] : null;
      for (int step = 0; step < out.steps(); step++) {
        if ((present != null && present[step]) != wanted) {
          out.clear(step);
        }
      }
    }
  }
}
