package io.tocsin.promql;

import io.tocsin.promql.DurationExpr.Literal;
import io.tocsin.promql.DurationExpr.Negation;
import io.tocsin.promql.DurationExpr.Operation;
import io.tocsin.promql.DurationExpr.Operator;
import io.tocsin.promql.DurationExpr.Paren;
import io.tocsin.promql.DurationExpr.Range;
import io.tocsin.promql.DurationExpr.Step;
import java.util.Random;

/// Durations by chance.
final class RandomDuration {
  private static final Span NOWHERE = new Span(0, 0);

  private final Random random;

  RandomDuration(Random random) {
    this.random = random;
  }

  /// What may stand in brackets.
  DurationExpr positive() {
    return random.nextBoolean() ? literal(1, true) : formula(2);
  }

  /// What may stand behind `offset`.
  DurationExpr offset() {
    return switch (random.nextInt(5)) {
      case 0 -> literal(-1, true);
      case 1 -> new Step(NOWHERE);
      case 2 -> new Negation(new Range(NOWHERE), NOWHERE);
      case 3 -> new Paren(formula(2), NOWHERE);
      default -> literal(1, true);
    };
  }

  private Literal literal(int sign, boolean duration) {
    return new Literal(sign * random.nextLong(1, 1L << 36) / 1000.0, duration, NOWHERE);
  }

  private DurationExpr formula(int depth) {
    if (depth == 0) {
      return random.nextBoolean() ? new Step(NOWHERE) : new Range(NOWHERE);
    }
    var operators = Operator.values();
    var operator = operators[random.nextInt(operators.length)];
    return switch (random.nextInt(4)) {
      case 0 -> new Paren(part(depth), NOWHERE);
      case 1 -> new Negation(new Paren(part(depth), NOWHERE), NOWHERE);
      default -> new Operation(operator, operand(depth), operand(depth), NOWHERE);
    };
  }

  private DurationExpr part(int depth) {
    return random.nextBoolean() ? literal(1, random.nextBoolean()) : formula(depth - 1);
  }

  private DurationExpr operand(int depth) {
    var part = part(depth);
    return switch (part) {
      case Literal _, Step _, Range _, Paren _ -> part;
      case Negation _, Operation _ -> new Paren(part, NOWHERE);
    };
  }
}
