package io.tocsin.promql;

/// An operator between two expressions, with its precedence (higher binds tighter).
public enum BinaryOperator {
  OR("or", 1, Kind.SET),
  AND("and", 2, Kind.SET),
  UNLESS("unless", 2, Kind.SET),
  EQUAL("==", 3, Kind.COMPARISON),
  NOT_EQUAL("!=", 3, Kind.COMPARISON),
  LESS_OR_EQUAL("<=", 3, Kind.COMPARISON),
  LESS("<", 3, Kind.COMPARISON),
  GREATER_OR_EQUAL(">=", 3, Kind.COMPARISON),
  GREATER(">", 3, Kind.COMPARISON),
  ADD("+", 4, Kind.ARITHMETIC),
  SUBTRACT("-", 4, Kind.ARITHMETIC),
  MULTIPLY("*", 5, Kind.ARITHMETIC),
  DIVIDE("/", 5, Kind.ARITHMETIC),
  MODULO("%", 5, Kind.ARITHMETIC),
  ATAN2("atan2", 5, Kind.ARITHMETIC),
  /// Keeps the part of a native histogram below a bound.
  TRIM_UPPER("</", 3, Kind.TRIM),
  /// Keeps the part of a native histogram above a bound.
  TRIM_LOWER(">/", 3, Kind.TRIM),
  POWER("^", 6, Kind.ARITHMETIC);

  private enum Kind {
    SET,
    COMPARISON,
    ARITHMETIC,
    TRIM
  }

  private final String symbol;
  private final int precedence;
  private final Kind kind;

  BinaryOperator(String symbol, int precedence, Kind kind) {
    this.symbol = symbol;
    this.precedence = precedence;
    this.kind = kind;
  }

  public String symbol() {
    return symbol;
  }

  int precedence() {
    return precedence;
  }

  public boolean isSet() {
    return kind == Kind.SET;
  }

  public boolean isComparison() {
    return kind == Kind.COMPARISON;
  }

  public boolean isTrim() {
    return kind == Kind.TRIM;
  }
}
