package io.tocsin.api.prometheus;

import java.math.BigDecimal;

/// Numbers of a query's tree, in Go's format `f`: never with an exponent.
final class Numbers {
  private Numbers() {}

  static String plain(double value) {
    if (Double.isNaN(value)) {
      return "NaN";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "+Inf" : "-Inf";
    }
    return value == 0
        ? "0"
        : new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
  }
}
