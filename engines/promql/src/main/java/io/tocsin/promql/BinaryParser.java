package io.tocsin.promql;

import io.tocsin.promql.Expr.Binary;
import io.tocsin.promql.VectorMatching.Cardinality;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Parses what may stand between the two sides of a binary operation, and checks that it fits them.
final class BinaryParser {
  private static final String SCALAR_OR_VECTOR =
      "binary expression must contain only scalar and instant vector types";

  private final Tokens tokens;
  private final SelectorParser selectors;
  private final DurationParser durations;
  private @Nullable QueryException refusal;

  BinaryParser(Tokens tokens, SelectorParser selectors, DurationParser durations) {
    this.tokens = tokens;
    this.selectors = selectors;
    this.durations = durations;
  }

  /// An operator and its modifiers.
  ///
  /// @param span from the operator to the last modifier
  record Middle(boolean returnBool, VectorMatching matching, Span span) {}

  /// Takes the operator and its modifiers.
  Middle modifiers() {
    int start = tokens.take().start();
    boolean returnBool = tokens.accept("bool") != null;
    boolean on = tokens.at("on");
    List<String> labels = List.of();
    List<String> include = List.of();
    var cardinality = Cardinality.ONE_TO_ONE;
    if (on || tokens.at("ignoring")) {
      tokens.take();
      labels = selectors.labels();
      boolean left = tokens.at("group_left");
      if (left || tokens.at("group_right")) {
        tokens.take();
        cardinality = left ? Cardinality.MANY_TO_ONE : Cardinality.ONE_TO_MANY;
        include = tokens.at("(") ? selectors.labels() : List.of();
      }
    }
    var fills = fills();
    var matching = new VectorMatching(cardinality, on, labels, include, fills.left, fills.right);
    return new Middle(returnBool, matching, tokens.spanFrom(start));
  }

  private record Fills(@Nullable Double left, @Nullable Double right) {}

  private Fills fills() {
    if (tokens.accept("fill") != null) {
      double both = fillValue();
      return new Fills(both, both);
    }
    Double left = null;
    Double right = null;
    for (int i = 0; i < 2; i++) {
      if (left == null && tokens.accept("fill_left") != null) {
        left = fillValue();
      } else if (right == null && tokens.accept("fill_right") != null) {
        right = fillValue();
      }
    }
    return new Fills(left, right);
  }

  private double fillValue() {
    tokens.expect("(", "", "");
    boolean negative = tokens.at("-");
    if (negative || tokens.at("+")) {
      tokens.take();
    }
    if (!durations.atNumber()) {
      throw tokens.unexpected("", "");
    }
    double value = durations.number();
    tokens.expect(")", "", "");
    return negative ? -value : value;
  }

  /// Makes the operation. What does not fit is remembered and reported by [#failIfRefused], because
  /// an error of syntax further on goes before one of types.
  Binary join(BinaryOperator operator, Expr left, Middle middle, Expr right) {
    var span = left.span().to(right.span());
    var leftType = left.type();
    var rightType = right.type();
    boolean scalars = leftType == ValueType.SCALAR && rightType == ValueType.SCALAR;
    boolean vectors = leftType == ValueType.VECTOR && rightType == ValueType.VECTOR;
    var matching = middle.matching;
    if (middle.returnBool && !operator.isComparison()) {
      refuse(middle.span, "bool modifier can only be used on comparison operators");
    }
    if (operator.isComparison() && !middle.returnBool && scalars) {
      refuse(middle.span, "comparisons between scalars must use BOOL modifier");
    }
    checkLabels(matching, middle.span);
    checkOperand(left);
    checkOperand(right);
    if (!vectors) {
      checkNoMatching(operator, matching, span);
      return new Binary(operator, left, right, middle.returnBool, null, span);
    }
    if (operator.isSet()) {
      matching = setMatching(operator, matching, span);
    }
    return new Binary(operator, left, right, middle.returnBool, matching, span);
  }

  private void checkOperand(Expr side) {
    if (side.type() != ValueType.SCALAR && side.type() != ValueType.VECTOR) {
      refuse(side.span(), SCALAR_OR_VECTOR);
    }
  }

  private void checkLabels(VectorMatching matching, Span span) {
    for (var label : matching.labels()) {
      if (matching.on() && matching.include().contains(label)) {
        refuse(
            span,
            "label " + Literals.quote(label) + " must not occur in ON and GROUP clause at once");
      }
    }
  }

  private void checkNoMatching(BinaryOperator operator, VectorMatching matching, Span span) {
    if (!matching.labels().isEmpty()) {
      refuse(span, "vector matching only allowed between instant vectors");
    }
    if (matching.fillLeft() != null || matching.fillRight() != null) {
      refuse(span, "filling in missing series only allowed between instant vectors");
    }
    if (operator.isSet()) {
      refuse(
          span,
          "set operator "
              + Literals.quote(operator.symbol())
              + " not allowed in binary scalar expression");
    }
  }

  private VectorMatching setMatching(BinaryOperator operator, VectorMatching matching, Span span) {
    if (matching.cardinality() != Cardinality.ONE_TO_ONE) {
      refuse(span, "no grouping allowed for " + Literals.quote(operator.symbol()) + " operation");
    }
    if (matching.fillLeft() != null || matching.fillRight() != null) {
      refuse(span, "filling in missing series not allowed for set operators");
    }
    return new VectorMatching(
        Cardinality.MANY_TO_MANY, matching.on(), matching.labels(), List.of(), null, null);
  }

  private void refuse(Span span, String message) {
    if (refusal == null) {
      refusal = tokens.error(span, message);
    }
  }

  /// @throws QueryException for the first operation whose sides do not fit
  void failIfRefused() {
    if (refusal != null) {
      throw refusal;
    }
  }
}
