package io.tocsin.promql.notes;

import io.tocsin.kit.GoFloat;
import java.math.BigDecimal;
import java.math.MathContext;

/// Numbers with two significant digits.
final class TwoDigits {
  private TwoDigits() {}

  /// Writes two significant digits, as Go's `%.2g` does.
  static String of(double value) {
    if (value == 0 || !Double.isFinite(value)) {
      return GoFloat.g(value);
    }
    var rounded = new BigDecimal(value).round(new MathContext(2));
    double size = Math.abs(rounded.doubleValue());
    if (size >= 1e-4 && size < 100) {
      return rounded.stripTrailingZeros().toPlainString();
    }
    return scientific(rounded.stripTrailingZeros());
  }

  private static String scientific(BigDecimal decimal) {
    var digits = decimal.unscaledValue().abs().toString();
    int exponent = digits.length() - 1 - decimal.scale();
    var out = new StringBuilder(decimal.signum() < 0 ? "-" : "").append(digits.charAt(0));
    if (digits.length() > 1) {
      out.append('.').append(digits, 1, digits.length());
    }
    out.append('e').append(exponent < 0 ? '-' : '+');
    return out.append(Math.abs(exponent) < 10 ? "0" : "").append(Math.abs(exponent)).toString();
  }
}
