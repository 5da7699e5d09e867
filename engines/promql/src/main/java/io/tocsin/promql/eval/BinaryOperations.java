package io.tocsin.promql.eval;

import io.tocsin.promql.BinaryOperator;
import io.tocsin.promql.Expr;
import io.tocsin.promql.VectorMatching;
import io.tocsin.promql.block.Block;
import io.tocsin.promql.block.Collisions;
import io.tocsin.promql.block.KeyTable;
import io.tocsin.promql.block.MappedBlock;
import io.tocsin.promql.rollup.Cell;
import io.tocsin.promql.rollup.Row;
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
    var place = scope.notes().at(node.span());
    var typed = new TypedOperation(node, arithmetic, place, scalar.length);
    var mapped = new MappedBlock(vector, rows, change(arithmetic, typed, scalar, swapped));
    return scope.delayed() ? mapped : Collisions.merge(mapped, scope.budget());
  }

  private static MappedBlock.RowChange change(
      Arithmetic arithmetic, TypedOperation typed, double[] scalar, boolean swapped) {
    var scalars = new Row(scalar);
    return row -> {
      if (row.hasHistograms() || typed.isTrim()) {
        apply(typed, row, scalars, swapped);
        return;
      }
      var values = row.values();
      for (int step = 0; step < values.length; step++) {
        if (Cell.present(values[step])) {
          values[step] =
              swapped
                  ? arithmetic.apply(scalar[step], values[step])
                  : arithmetic.apply(values[step], scalar[step]);
        }
      }
    };
  }

  private static void apply(TypedOperation typed, Row row, Row scalars, boolean swapped) {
    var vector = new Row(row.steps());
    vector.copy(row);
    for (int step = 0; step < row.steps(); step++) {
      if (vector.present(step)) {
        typed.apply(swapped ? scalars : vector, swapped ? vector : scalars, step, row, 0);
      }
    }
    typed.speak();
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
