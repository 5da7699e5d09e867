package io.tocsin.promql.numeric;

/// The binary logarithm.
public final class Logarithms {
  private static final double LN2 = Math.log(2);

  private Logarithms() {}

  /// Exact for powers of two.
  public static double base2(double value) {
    if (!(value > 0) || Double.isInfinite(value)) {
      return Math.log(value);
    }
    double scaled = value < Double.MIN_NORMAL ? value * 0x1p54 : value;
    int exponent = Math.getExponent(scaled) + 1 - (value < Double.MIN_NORMAL ? 54 : 0);
    double fraction = Math.scalb(value, -exponent);
    return fraction == 0.5 ? exponent - 1 : Math.log(fraction) / LN2 + exponent;
  }
}
