package io.tocsin.promql;

/// A duration in brackets or behind `offset`: a literal, or a formula over literals and the query's
/// step and range.
public sealed interface DurationExpr {
  Span span();

  /// Returns the value in seconds for a query with this step and range (end minus start), both in
  /// seconds; for an instant query both are 0.
  ///
  /// @throws QueryException on a division by zero
  default double seconds(double stepSeconds, double rangeSeconds) {
    return switch (this) {
      case Literal literal -> literal.seconds;
      case Step _ -> stepSeconds;
      case Range _ -> rangeSeconds;
      case Negation negation -> -negation.operand.seconds(stepSeconds, rangeSeconds);
      case Paren paren -> paren.inner.seconds(stepSeconds, rangeSeconds);
      case Operation operation ->
          operation.apply(
              operation.left.seconds(stepSeconds, rangeSeconds),
              operation.right.seconds(stepSeconds, rangeSeconds));
    };
  }

  /// A number of seconds.
  ///
  /// @param duration it was written as `5m` rather than `300`
  record Literal(double seconds, boolean duration, Span span) implements DurationExpr {}

  /// `step()`.
  record Step(Span span) implements DurationExpr {}

  /// `range()`.
  record Range(Span span) implements DurationExpr {}

  /// `-x`.
  record Negation(DurationExpr operand, Span span) implements DurationExpr {}

  /// `(x)`.
  record Paren(DurationExpr inner, Span span) implements DurationExpr {}

  /// `x + y`, `max_of(x, y)`.
  record Operation(Operator operator, DurationExpr left, DurationExpr right, Span span)
      implements DurationExpr {
    private double apply(double x, double y) {
      return switch (operator) {
        case ADD -> x + y;
        case SUBTRACT -> x - y;
        case MULTIPLY -> x * y;
        case DIVIDE -> x / nonZero(y, "division by zero");
        case MODULO -> x % nonZero(y, "modulo by zero");
        case POWER -> Math.pow(x, y);
        case MIN_OF -> Math.min(x, y);
        case MAX_OF -> Math.max(x, y);
      };
    }

    private static double nonZero(double divisor, String message) {
      if (divisor == 0) {
        throw new QueryException(QueryException.Kind.EXECUTION, message);
      }
      return divisor;
    }
  }

  /// What an [Operation] does.
  enum Operator {
    ADD("+"),
    SUBTRACT("-"),
    MULTIPLY("*"),
    DIVIDE("/"),
    MODULO("%"),
    POWER("^"),
    MIN_OF("min_of"),
    MAX_OF("max_of");

    private final String symbol;

    Operator(String symbol) {
      this.symbol = symbol;
    }

    public String symbol() {
      return symbol;
    }
  }
}
