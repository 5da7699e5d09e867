package io.tocsin.promql;

import io.tocsin.model.Matcher;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A PromQL expression: an immutable tree, type-checked when it comes from the parser.
public sealed interface Expr {
  /// Where the expression stood in the query, for error messages.
  Span span();

  /// What it evaluates to.
  default ValueType type() {
    return switch (this) {
      case NumberLiteral _ -> ValueType.SCALAR;
      case StringLiteral _ -> ValueType.STRING;
      case VectorSelector _, Aggregate _ -> ValueType.VECTOR;
      case MatrixSelector _, Subquery _ -> ValueType.MATRIX;
      case Paren paren -> paren.inner.type();
      case Unary unary -> unary.operand.type();
      case Call call -> call.function.returnType();
      case Binary binary ->
          binary.left.type() == ValueType.SCALAR && binary.right.type() == ValueType.SCALAR
              ? ValueType.SCALAR
              : ValueType.VECTOR;
    };
  }

  /// The expressions directly inside, a parameter before the operand.
  default List<Expr> children() {
    return switch (this) {
      case NumberLiteral _, StringLiteral _, VectorSelector _ -> List.of();
      case MatrixSelector matrix -> List.of(matrix.selector);
      case Subquery subquery -> List.of(subquery.inner);
      case Paren paren -> List.of(paren.inner);
      case Unary unary -> List.of(unary.operand);
      case Call call -> call.arguments;
      case Binary binary -> List.of(binary.left, binary.right);
      case Aggregate aggregate -> {
        var parameter = aggregate.parameter;
        yield parameter == null
            ? List.of(aggregate.operand)
            : List.of(parameter, aggregate.operand);
      }
    };
  }

  /// A number.
  ///
  /// @param duration it was written as `5m` rather than `300`
  record NumberLiteral(double value, boolean duration, Span span) implements Expr {}

  /// A text, without its quotes and escapes.
  record StringLiteral(String value, Span span) implements Expr {}

  /// `(inner)`.
  record Paren(Expr inner, Span span) implements Expr {}

  /// `-operand`, or `+operand` where not `negative`.
  record Unary(boolean negative, Expr operand, Span span) implements Expr {}

  /// `left operator right`.
  ///
  /// @param returnBool a comparison answers 0 or 1 rather than filtering
  /// @param matching null unless both sides are vectors
  record Binary(
      BinaryOperator operator,
      Expr left,
      Expr right,
      boolean returnBool,
      @Nullable VectorMatching matching,
      Span span)
      implements Expr {}

  /// `function(arguments)`. Optional arguments that were left out are missing from the list.
  record Call(Function function, List<Expr> arguments, Span span) implements Expr {
    public Call {
      arguments = List.copyOf(arguments);
    }
  }

  /// `operator by (labels) (parameter, operand)`.
  ///
  /// @param without the labels are dropped rather than kept
  record Aggregate(
      AggregateOperator operator,
      @Nullable Expr parameter,
      Expr operand,
      List<String> labels,
      boolean without,
      Span span)
      implements Expr {
    public Aggregate {
      labels = List.copyOf(labels);
    }
  }

  /// `name{matchers} offset 5m @ 100`.
  ///
  /// @param name the metric name as written before the braces, or empty; the matchers hold it too
  record VectorSelector(
      String name, List<Matcher> matchers, Modifiers modifiers, Extension extension, Span span)
      implements Expr {
    public VectorSelector {
      matchers = List.copyOf(matchers);
    }
  }

  /// `selector[range]`; the modifiers behind the brackets are the selector's.
  record MatrixSelector(VectorSelector selector, DurationExpr range, Span span) implements Expr {}

  /// `inner[range:step] offset 5m @ 100`.
  ///
  /// @param step null for the default evaluation interval
  record Subquery(
      Expr inner, DurationExpr range, @Nullable DurationExpr step, Modifiers modifiers, Span span)
      implements Expr {}

  /// The time that a selector or subquery looks at: `at` instead of the evaluation's time where not
  /// null, then back by `offset` where not null.
  record Modifiers(@Nullable At at, @Nullable DurationExpr offset) {
    public static final Modifiers NONE = new Modifiers(null, null);
  }

  /// How a range treats its borders.
  enum Extension {
    NONE,
    ANCHORED,
    SMOOTHED
  }
}
