package io.tocsin.promql.script;

import io.tocsin.model.StaleNan;
import java.util.Locale;

/// Numbers of scripts, and when two of them count as the same.
final class Numbers {
  /// Relative error that results may have.
  private static final double EPSILON = 1e-6;

  private Numbers() {}

  /// @throws NumberFormatException if the text is no number
  static double parse(String text) {
    boolean negative = text.startsWith("-");
    var unsigned = negative || text.startsWith("+") ? text.substring(1) : text;
    double value =
        switch (unsigned.toLowerCase(Locale.ROOT)) {
          case "inf" -> Double.POSITIVE_INFINITY;
          case "nan" -> Double.NaN;
          default -> decimal(unsigned);
        };
    return negative ? -value : value;
  }

  /// Java's parser also takes signs, hex floats and type letters, which scripts do not have.
  private static double decimal(String text) {
    if (text.startsWith("0x") || text.startsWith("0X")) {
      return Long.parseLong(text, 2, text.length(), 16);
    }
    boolean plain = text.chars().allMatch(c -> "0123456789.eE+-".indexOf(c) >= 0);
    if (!plain || text.startsWith("+") || text.startsWith("-")) {
      throw new NumberFormatException("number: " + text + " (expected: digits, Inf or NaN)");
    }
    return Double.parseDouble(text);
  }

  static boolean isNumber(String text) {
    try {
      parse(text);
      return true;
    } catch (NumberFormatException ignored) {
      // That is the answer.
      return false;
    }
  }

  /// Tells whether two values differ by less than a millionth of their sum; all NaNs are equal but
  /// for the staleness marker.
  static boolean almostEqual(double a, double b) {
    if (StaleNan.is(a) || StaleNan.is(b)) {
      return StaleNan.is(a) && StaleNan.is(b);
    }
    if (a == b || (Double.isNaN(a) && Double.isNaN(b))) {
      return true;
    }
    double sum = Math.abs(a) + Math.abs(b);
    double difference = Math.abs(a - b);
    if (a == 0 || b == 0 || sum < Double.MIN_NORMAL) {
      return difference < EPSILON * Double.MIN_NORMAL;
    }
    return difference / Math.min(sum, Double.MAX_VALUE) < EPSILON;
  }
}
