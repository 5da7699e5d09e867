package io.tocsin.promql.rollup;

/// A number of about 106 bits as the unevaluated sum of two doubles, for sums that lose most of
/// their leading digits later. Finite numbers only. Mutable; reused.
final class Twofold {
  private double high;
  private double low;

  double high() {
    return high;
  }

  double low() {
    return low;
  }

  double value() {
    return high + low;
  }

  void set(double newHigh, double newLow) {
    high = newHigh;
    low = newLow;
  }

  void add(double otherHigh, double otherLow) {
    double sum = high + otherHigh;
    double shift = sum - high;
    double error = (high - (sum - shift)) + (otherHigh - shift) + low + otherLow;
    high = sum + error;
    low = error - (high - sum);
  }

  /// Multiplies by a whole number.
  void scale(double factor) {
    double lowPart = low * factor;
    double highPart = high * factor;
    set(highPart, Math.fma(high, factor, -highPart));
    add(lowPart, 0);
  }

  /// Adds the exact product of two doubles.
  void addProduct(double a, double b) {
    double product = a * b;
    add(product, Math.fma(a, b, -product));
  }
}
