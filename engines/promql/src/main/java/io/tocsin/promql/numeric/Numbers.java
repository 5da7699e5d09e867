package io.tocsin.promql.numeric;

import io.tocsin.kit.GoFloat;
import java.util.Locale;
import java.util.OptionalDouble;

/// Numbers as Prometheus writes them, and its arithmetic where Java's differs.
public final class Numbers {
  private static final double LN2 = Math.log(2);

  private Numbers() {}

  /// Writes as OpenMetrics wants label values: whole numbers with `.0`.
  public static String openMetrics(double value) {
    var text = GoFloat.g(value);
    boolean whole = text.chars().allMatch(c -> c == '-' || (c >= '0' && c <= '9'));
    return whole ? text + ".0" : text;
  }

  /// Reads a number as it stands in a label; empty if it is none.
  public static OptionalDouble parse(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "+inf", "inf", "+infinity", "infinity" -> OptionalDouble.of(Double.POSITIVE_INFINITY);
      case "-inf", "-infinity" -> OptionalDouble.of(Double.NEGATIVE_INFINITY);
      case "nan" -> OptionalDouble.of(Double.NaN);
      default -> parseFinite(text);
    };
  }

  private static OptionalDouble parseFinite(String text) {
    boolean plain =
        !text.isEmpty() && text.chars().allMatch(c -> "+-.0123456789eE".indexOf(c) >= 0);
    try {
      return plain ? OptionalDouble.of(Double.parseDouble(text)) : OptionalDouble.empty();
    } catch (NumberFormatException e) {
      return OptionalDouble.empty();
    }
  }

  public static double power(double base, double exponent) {
    if (base == 1 || (base == -1 && Double.isInfinite(exponent))) {
      return 1;
    }
    return Math.pow(base, exponent);
  }

  /// The larger of two; infinity wins over NaN.
  public static double max(double a, double b) {
    return a == Double.POSITIVE_INFINITY || b == Double.POSITIVE_INFINITY
        ? Double.POSITIVE_INFINITY
        : Math.max(a, b);
  }

  /// The smaller of two; negative infinity wins over NaN.
  public static double min(double a, double b) {
    return a == Double.NEGATIVE_INFINITY || b == Double.NEGATIVE_INFINITY
        ? Double.NEGATIVE_INFINITY
        : Math.min(a, b);
  }

  public static double asinh(double value) {
    double size = Math.abs(value);
    if (size < 0x1p-28 || !Double.isFinite(value)) {
      return value;
    }
    double result =
        size > 0x1p28
            ? Math.log(size) + LN2
            : Math.log1p(size + size * size / (1 + Math.sqrt(size * size + 1)));
    return Math.copySign(result, value);
  }

  public static double acosh(double value) {
    if (value < 1 || Double.isNaN(value)) {
      return Double.NaN;
    }
    if (value > 0x1p28) {
      return Math.log(value) + LN2;
    }
    double above = value - 1;
    return Math.log1p(above + Math.sqrt(2 * above + above * above));
  }

  public static double atanh(double value) {
    double size = Math.abs(value);
    if (size > 1 || Double.isNaN(value)) {
      return Double.NaN;
    }
    if (size == 1) {
      return Math.copySign(Double.POSITIVE_INFINITY, value);
    }
    return Math.copySign(0.5 * Math.log1p(2 * size / (1 - size)), value);
  }
}
