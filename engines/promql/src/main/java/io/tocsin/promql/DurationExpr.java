package io.tocsin.promql;

/// A duration in brackets or behind `offset`: a literal, or a formula over literals and the query's
/// step and range.
public sealed interface DurationExpr {
  /// Prometheus counts nanoseconds in 64 bits.
  double SECONDS_MAX = 0x1p63 / 1e9;

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

  /// Returns the value in milliseconds for a query with this step and range, cut off as Prometheus
  /// does. May be negative.
  ///
  /// @throws QueryException on a division by zero, or if no duration comes out
  default long millis(long stepMillis, long rangeMillis) {
    double seconds = seconds(stepMillis / 1000.0, rangeMillis / 1000.0);
    if (Double.isNaN(seconds) || Double.isInfinite(seconds)) {
      throw refusal("duration is NaN or infinite");
    }
    if (Math.abs(seconds) > SECONDS_MAX) {
      throw refusal("duration is out of range");
    }
    // A literal was cut by the parser, and only binary fractions keep it from being whole.
    return this instanceof Literal ? Math.round(seconds * 1000) : (long) (seconds * 1000);
  }

  /// Returns [#millis] where it must be more than 0.
  ///
  /// @throws QueryException if it is not
  default long positiveMillis(long stepMillis, long rangeMillis) {
    long millis = millis(stepMillis, rangeMillis);
    if (millis <= 0) {
      throw refusal("duration must be greater than 0");
    }
    return millis;
  }

  /// Returns where messages say that this stands: from the first operand to the last, without
  /// parentheses and names around them.
  private Span place() {
    return switch (this) {
      case Literal _, Step _, Range _ -> span();
      case Paren paren -> paren.inner.place();
      case Negation negation -> new Span(span().start(), negation.operand.place().end());
      case Operation operation ->
          new Span(operation.left.place().start(), operation.right.place().end());
    };
  }

  private QueryException refusal(String message) {
    return refusal(this, message);
  }

  private static QueryException refusal(DurationExpr at, String message) {
    var place = at.place();
    var where = place.start() + ":" + place.end();
    return new QueryException(QueryException.Kind.BAD_DATA, where + ": " + message, place);
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

    private double nonZero(double divisor, String message) {
      if (divisor == 0) {
        throw refusal(this, message);
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
