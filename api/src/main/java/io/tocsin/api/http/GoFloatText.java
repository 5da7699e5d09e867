package io.tocsin.api.http;

import java.math.BigDecimal;

/// Doubles as Go's `strconv.FormatFloat` prints them with the shortest precision.
final class GoFloatText {
  private GoFloatText() {}

  /// Returns the text with format `f`, or `e` where the magnitude is below 1e-6 or from 1e21 on.
  static String of(double value) {
    if (Double.isNaN(value)) {
      return "NaN";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "+Inf" : "-Inf";
    }
    double magnitude = Math.abs(value);
    var decimal = new BigDecimal(Double.toString(value));
    if (magnitude == 0) {
      return Double.doubleToRawLongBits(value) < 0 ? "-0" : "0";
    }
    boolean plain = magnitude >= 1e-6 && magnitude < 1e21;
    var stripped = decimal.stripTrailingZeros();
    return plain ? stripped.toPlainString() : scientific(stripped);
  }

  private static String scientific(BigDecimal decimal) {
    var digits = decimal.unscaledValue().abs().toString();
    int exponent = digits.length() - 1 - decimal.scale();
    var out = new StringBuilder(decimal.signum() < 0 ? "-" : "").append(digits.charAt(0));
    if (digits.length() > 1) {
      out.append('.').append(digits, 1, digits.length());
    }
    out.append(exponent < 0 ? "e-" : "e+");
    int size = Math.abs(exponent);
    return (size < 10 ? out.append('0') : out).append(size).toString();
  }
}
