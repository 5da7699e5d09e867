package io.tocsin.promql;

import io.tocsin.model.Labels;
import io.tocsin.model.Matcher;
import io.tocsin.promql.Expr.Aggregate;
import io.tocsin.promql.Expr.Binary;
import io.tocsin.promql.Expr.Call;
import io.tocsin.promql.Expr.Extension;
import io.tocsin.promql.Expr.MatrixSelector;
import io.tocsin.promql.Expr.Modifiers;
import io.tocsin.promql.Expr.NumberLiteral;
import io.tocsin.promql.Expr.Paren;
import io.tocsin.promql.Expr.StringLiteral;
import io.tocsin.promql.Expr.Subquery;
import io.tocsin.promql.Expr.Unary;
import io.tocsin.promql.Expr.VectorSelector;
import io.tocsin.promql.VectorMatching.Cardinality;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// Well-typed expressions by chance, with parentheses only where the grammar needs them or chance
/// wants them.
final class RandomExpr {
  private static final Span NOWHERE = new Span(0, 0);
  private static final List<String> NAMES =
      List.of("up", "a:b", "sum", "by", "offset", "end", "fill", "group", "x_1", "step", "and");
  private static final List<String> LABELS =
      List.of("job", "le", "by", "on", "without", "my.label", "größe", "inf", "bool", "a\"b");
  private static final List<String> TEXTS =
      List.of("", "a", "a|b.*", "\n\t\\", "\"'`", "日本", "\u0001", "\u007f");

  private final Random random;
  private final RandomDuration durations;

  RandomExpr(Random random) {
    this.random = random;
    this.durations = new RandomDuration(random);
  }

  Expr any(int depth) {
    return switch (random.nextInt(6)) {
      case 0 -> scalar(depth);
      case 1 -> matrix(depth);
      case 2 -> new StringLiteral(one(TEXTS), NOWHERE);
      default -> vector(depth);
    };
  }

  private <T> T one(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private Expr scalar(int depth) {
    if (depth == 0) {
      return number();
    }
    return switch (random.nextInt(6)) {
      case 0 -> new Paren(scalar(depth - 1), NOWHERE);
      case 1 -> unary(scalar(depth - 1));
      case 2 -> call("time");
      case 3 -> call("max_of", scalar(depth - 1), scalar(depth - 1));
      case 4 -> call("scalar", vector(depth - 1));
      default -> binary(scalar(depth - 1), scalar(depth - 1));
    };
  }

  private NumberLiteral number() {
    return switch (random.nextInt(5)) {
      case 0 -> new NumberLiteral(random.nextInt(-9, 9), false, NOWHERE);
      case 1 -> new NumberLiteral(random.nextLong(1, 1L << 40) / 1000.0, true, NOWHERE);
      case 2 -> new NumberLiteral(random.nextGaussian() * 1e9, false, NOWHERE);
      case 3 -> new NumberLiteral(Double.POSITIVE_INFINITY, false, NOWHERE);
      default -> new NumberLiteral(Double.NaN, false, NOWHERE);
    };
  }

  private Expr vector(int depth) {
    if (depth == 0) {
      return selector(Modifiers.NONE);
    }
    return switch (random.nextInt(10)) {
      case 0 -> new Paren(vector(depth - 1), NOWHERE);
      case 1 -> unary(vector(depth - 1));
      case 2 -> call("rate", matrix(depth - 1));
      case 3 -> call("histogram_quantile", scalar(depth - 1), vector(depth - 1));
      case 4 -> call("label_replace", vector(depth - 1), text(), text(), text(), text());
      case 5 -> aggregate(depth);
      case 6 -> binary(vector(depth - 1), scalar(depth - 1));
      case 7 -> binary(scalar(depth - 1), vector(depth - 1));
      case 8 -> selector(modifiers());
      default -> binary(vector(depth - 1), vector(depth - 1));
    };
  }

  private StringLiteral text() {
    return new StringLiteral(one(TEXTS), NOWHERE);
  }

  private static Call call(String name, Expr... arguments) {
    var function = Functions.find(name);
    if (function == null) {
      throw new IllegalStateException(name);
    }
    return new Call(function, List.of(arguments), NOWHERE);
  }

  private Expr matrix(int depth) {
    if (depth == 0 || random.nextBoolean()) {
      var selector = selector(modifiers());
      return new MatrixSelector(selector, durations.positive(), NOWHERE);
    }
    var step = random.nextBoolean() ? null : durations.positive();
    var inner = postfixOperand(vector(depth - 1));
    return new Subquery(inner, durations.positive(), step, modifiers(), NOWHERE);
  }

  private Modifiers modifiers() {
    var at =
        switch (random.nextInt(4)) {
          case 0 -> new At.Start();
          case 1 -> new At.End();
          case 2 -> new At.Timestamp(random.nextLong(-(1L << 45), 1L << 45));
          default -> null;
        };
    return new Modifiers(at, random.nextBoolean() ? null : durations.offset());
  }

  private VectorSelector selector(Modifiers modifiers) {
    var name = random.nextInt(4) == 0 ? "" : one(NAMES);
    var matchers = new ArrayList<Matcher>();
    if (name.isEmpty()) {
      matchers.add(Matcher.equal(Labels.NAME, "my metric"));
    }
    for (int i = random.nextInt(3); i > 0; i--) {
      var type = one(List.of(Matcher.Type.values()));
      matchers.add(new Matcher(type, one(LABELS), random.nextBoolean() ? "a|b.*" : "é\n\\\\"));
    }
    // The order of the printer.
    matchers.sort((a, b) -> a.toString().compareTo(b.toString()));
    if (!name.isEmpty()) {
      matchers.add(Matcher.equal(Labels.NAME, name));
    }
    return new VectorSelector(name, matchers, modifiers, one(List.of(Extension.values())), NOWHERE);
  }

  private Expr aggregate(int depth) {
    var operator = one(List.of(AggregateOperator.values()));
    var parameter =
        operator.parameter() == null
            ? null
            : operator.parameter() == ValueType.STRING ? text() : scalar(depth - 1);
    boolean without = random.nextBoolean();
    return new Aggregate(operator, parameter, vector(depth - 1), labels(), without, NOWHERE);
  }

  private List<String> labels() {
    var labels = new ArrayList<String>();
    for (int i = random.nextInt(3); i > 0; i--) {
      labels.add(one(LABELS));
    }
    return labels;
  }

  private Expr unary(Expr operand) {
    boolean fits =
        switch (operand) {
          case NumberLiteral _ -> false;
          case Binary binary -> binary.operator() == BinaryOperator.POWER;
          default -> true;
        };
    return new Unary(random.nextBoolean(), fits ? operand : new Paren(operand, NOWHERE), NOWHERE);
  }

  private static Expr postfixOperand(Expr expr) {
    return switch (expr) {
      case Binary _, Unary _ -> new Paren(expr, NOWHERE);
      default -> expr;
    };
  }

  private Expr binary(Expr left, Expr right) {
    boolean vectors = left.type() == ValueType.VECTOR && right.type() == ValueType.VECTOR;
    BinaryOperator operator;
    do {
      operator = one(List.of(BinaryOperator.values()));
    } while (operator.isSet() && !vectors);
    boolean scalars = left.type() == ValueType.SCALAR && right.type() == ValueType.SCALAR;
    boolean bool = operator.isComparison() && (scalars || random.nextBoolean());
    return new Binary(
        operator,
        side(left, operator, true),
        side(right, operator, false),
        bool,
        vectors ? matching(operator) : null,
        NOWHERE);
  }

  private static Expr side(Expr side, BinaryOperator operator, boolean left) {
    int precedence = operator.precedence();
    boolean power = operator == BinaryOperator.POWER;
    boolean fits =
        switch (side) {
          case Binary(var inner, _, _, _, _, _) ->
              inner.precedence() > precedence
                  || (inner.precedence() == precedence && left != power);
          case Unary _ -> !(left && power);
          case NumberLiteral number -> !(left && power && !(number.value() >= 0));
          default -> true;
        };
    return fits ? side : new Paren(side, NOWHERE);
  }

  private VectorMatching matching(BinaryOperator operator) {
    boolean on = random.nextBoolean();
    var labels = labels();
    if (operator.isSet()) {
      return new VectorMatching(Cardinality.MANY_TO_MANY, on, labels, List.of(), null, null);
    }
    var cardinality =
        one(List.of(Cardinality.ONE_TO_ONE, Cardinality.MANY_TO_ONE, Cardinality.ONE_TO_MANY));
    boolean grouped = cardinality != Cardinality.ONE_TO_ONE;
    List<String> include = grouped && !on ? labels() : List.of();
    return new VectorMatching(cardinality, on, labels, include, fill(), fill());
  }

  private @Nullable Double fill() {
    return random.nextInt(3) > 0 ? null : (Double) random.nextGaussian();
  }
}
