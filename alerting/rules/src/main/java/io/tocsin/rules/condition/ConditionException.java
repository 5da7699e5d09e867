package io.tocsin.rules.condition;

/// A condition that cannot be used: `column 14: 5 parsecs (expected: a unit such as s, MB or %)`.
public final class ConditionException extends IllegalArgumentException {
  private final int column;

  ConditionException(int column, String what) {
    super("column " + column + ": " + what);
    this.column = column;
  }

  static ConditionException expected(Token found, String expected) {
    return new ConditionException(found.column(), found.shown() + " (expected: " + expected + ")");
  }

  /// Returns where in the condition the trouble stands, counted in characters from 1; one behind
  /// the last character if something is missing at the end.
  public int column() {
    return column;
  }
}
