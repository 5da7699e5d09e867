package io.tocsin.promql.eval;

/// Neumaier's form of Kahan's compensated summation, step for step as Prometheus does it, so that
/// sums agree to the last bit. Reused; `sum` and `compensation` are to be read by its users.
final class KahanSum {
  double sum;
  double compensation;

  void reset(double first) {
    sum = first;
    compensation = 0;
  }

  void add(double value) {
    double total = sum + value;
    compensation = compensation(sum, value, total, compensation);
    sum = total;
  }

  double total() {
    return sum + compensation;
  }

  /// Returns the compensation after `sum + value` was rounded to `total`.
  static double compensation(double sum, double value, double total, double before) {
    if (Double.isInfinite(total)) {
      return 0;
    }
    return Math.abs(sum) >= Math.abs(value)
        ? before + ((sum - total) + value)
        : before + ((value - total) + sum);
  }
}
