package io.tocsin.promql.eval;

import io.tocsin.promql.BinaryOperator;
import io.tocsin.promql.Expr;
import io.tocsin.promql.VectorMatching;
import io.tocsin.promql.block.Block;
import io.tocsin.promql.block.Collisions;
import io.tocsin.promql.block.KeyTable;
import io.tocsin.promql.block.MappedBlock;
import io.tocsin.promql.rollup.Cell;
import java.util.Objects;

/// Binary operators where at least one side is a vector, and between scalars.
final class BinaryOperations {
  private final Scope scope;

  BinaryOperations(Scope scope) {
    this.scope = scope;
  }

  /// Two scalars; comparisons answer 1 or 0.
  static double[] scalars(BinaryOperator operator, double[] left, double[] right) {
    var plain = Arithmetic.of(operator);
    var arithmetic = operator.isComparison() ? plain.asBool() : plain;
    var out = new double[left.length];
    for (int step = 0; step < out.length; step++) {
      out[step] = arithmetic.apply(left[step], right[step]);
    }
    return out;
  }

  /// A vector and a scalar, which is the left side if `swapped`. A comparison keeps the vector's
  /// value, whichever side it stands on.
  Block vectorScalar(Expr.Binary node, Block vector, double[] scalar, boolean swapped) {
    var operator = node.operator();
    var arithmetic = Arithmetic.of(operator);
    if (node.returnBool()) {
      arithmetic = arithmetic.asBool();
    } else if (swapped && operator.isComparison()) {
      arithmetic = arithmetic.keepingRight();
    }
    boolean nameless = node.returnBool() || Arithmetic.changesMeaning(operator);
    var rows = nameless ? vector.rows().withoutNames(scope.delayed()) : vector.rows();
    var mapped = new MappedBlock(vector, rows, change(arithmetic, scalar, swapped));
    return scope.delayed() ? mapped : Collisions.merge(mapped, scope.budget());
  }

  private static MappedBlock.RowChange change(
      Arithmetic arithmetic, double[] scalar, boolean swapped) {
    return row -> {
      for (int step = 0; step < row.length; step++) {
        if (Cell.present(row[step])) {
          row[step] =
              swapped
                  ? arithmetic.apply(scalar[step], row[step])
                  : arithmetic.apply(row[step], scalar[step]);
        }
      }
    };
  }

  /// Two vectors.
  Block vectors(Expr.Binary node, Block left, Block right) {
    var matching = Objects.requireNonNull(node.matching());
    return switch (node.operator()) {
      case AND -> new SetOperations(scope, matching).and(left, right);
      case UNLESS -> new SetOperations(scope, matching).unless(left, right);
      case OR -> new SetOperations(scope, matching).or(left, right);
      case ADD,
          SUBTRACT,
          MULTIPLY,
          DIVIDE,
          MODULO,
          POWER,
          ATAN2,
          EQUAL,
          NOT_EQUAL,
          LESS,
          LESS_OR_EQUAL,
          GREATER,
          GREATER_OR_EQUAL,
          TRIM_UPPER,
          TRIM_LOWER ->
          new VectorJoin(scope, node, matching).apply(left, right);
    };
  }

  static KeyTable keyTable(VectorMatching matching) {
    return new KeyTable(matching.labels(), !matching.on());
  }
}
