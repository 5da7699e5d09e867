package io.tocsin.promql.eval;

import io.tocsin.promql.BinaryOperator;
import io.tocsin.promql.numeric.Numbers;
import io.tocsin.promql.rollup.Cell;

/// What a binary operator does with two numbers. Comparisons between vectors keep the left value or
/// nothing.
@FunctionalInterface
interface Arithmetic {
  double apply(double left, double right);

  /// Returns the calculation of an operator that is no set operator.
  static Arithmetic of(BinaryOperator operator) {
    return switch (operator) {
      case ADD -> (left, right) -> left + right;
      case SUBTRACT -> (left, right) -> left - right;
      case MULTIPLY -> (left, right) -> left * right;
      case DIVIDE -> (left, right) -> left / right;
      case MODULO -> (left, right) -> left % right;
      case POWER -> Numbers::power;
      case ATAN2 -> Math::atan2;
      case EQUAL -> (left, right) -> left == right ? left : Cell.ABSENT;
      case NOT_EQUAL -> (left, right) -> left != right ? left : Cell.ABSENT;
      case LESS -> (left, right) -> left < right ? left : Cell.ABSENT;
      case LESS_OR_EQUAL -> (left, right) -> left <= right ? left : Cell.ABSENT;
      case GREATER -> (left, right) -> left > right ? left : Cell.ABSENT;
      case GREATER_OR_EQUAL -> (left, right) -> left >= right ? left : Cell.ABSENT;
      case TRIM_UPPER, TRIM_LOWER -> (left, right) -> Cell.ABSENT;
      case AND, OR, UNLESS -> throw new IllegalArgumentException(operator.symbol());
    };
  }

  /// Returns this comparison answering 1 or 0.
  default Arithmetic asBool() {
    return (left, right) -> Cell.present(apply(left, right)) ? 1 : 0;
  }

  /// Returns this comparison answering the right value.
  default Arithmetic keepingRight() {
    return (left, right) -> Cell.present(apply(left, right)) ? right : Cell.ABSENT;
  }

  /// Tells whether the result measures something else than its operands.
  static boolean changesMeaning(BinaryOperator operator) {
    return !operator.isComparison() && !operator.isSet() && !operator.isTrim();
  }
}
