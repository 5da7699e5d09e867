package io.tocsin.collect.exposition;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/// Writes the bounds of buckets and quantiles in the one form in which they are stored, so that `1`
/// and `1.0` are one series: OpenMetrics' canonical numbers.
public final class BoundText {
  /// Go's `%g` with the shortest precision writes an exponent from a million on.
  private static final int MOST_PLAIN_DIGITS = 6;

  private BoundText() {}

  /// Returns the canonical form of a number, or `text` itself where it is none.
  public static String normalize(String text) {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    double value = DecimalReader.read(bytes, 0, bytes.length);
    return DecimalReader.isInvalid(value) ? text : of(value);
  }

  /// Returns the shortest text that reads back as `value`, with a point or an exponent: `1.0`,
  /// `0.005`, `1e+06`, `+Inf`.
  public static String of(double value) {
    if (Double.isNaN(value)) {
      return "NaN";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "+Inf" : "-Inf";
    }
    if (value == 0) {
      return "0.0";
    }
    var decimal = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    int exponent = decimal.precision() - decimal.scale() - 1;
    if (exponent < -4 || exponent >= MOST_PLAIN_DIGITS) {
      return scientific(decimal, exponent);
    }
    var plain = decimal.toPlainString();
    return plain.indexOf('.') < 0 ? plain + ".0" : plain;
  }

  private static String scientific(BigDecimal decimal, int exponent) {
    var digits = decimal.unscaledValue().abs().toString();
    var out = new StringBuilder(decimal.signum() < 0 ? "-" : "").append(digits.charAt(0));
    if (digits.length() > 1) {
      out.append('.').append(digits, 1, digits.length());
    }
    out.append('e').append(exponent < 0 ? '-' : '+');
    int size = Math.abs(exponent);
    return out.append(size < 10 ? "0" : "").append(size).toString();
  }
}
