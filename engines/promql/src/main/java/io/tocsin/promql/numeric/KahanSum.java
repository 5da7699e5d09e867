package io.tocsin.promql.numeric;

/// Neumaier's form of Kahan's compensated summation, step for step as Prometheus does it, so that
/// sums agree to the last bit. Reused; `sum` and `compensation` are to be read by its users.
public final class KahanSum {
  public double sum;
  public double compensation;

  public void reset(double first) {
    sum = first;
    compensation = 0;
  }

  public void add(double value) {
    double total = sum + value;
    compensation = compensation(sum, value, total, compensation);
    sum = total;
  }

  public void copy(KahanSum other) {
    sum = other.sum;
    compensation = other.compensation;
  }

  public void multiply(double factor) {
    sum *= factor;
    compensation = compensation == 0 ? 0 : compensation * factor;
  }

  public void divide(double divisor) {
    sum /= divisor;
    compensation = compensation == 0 ? 0 : compensation / divisor;
  }

  public double total() {
    return sum + compensation;
  }

  /// Returns the compensation after `sum + value` was rounded to `total`.
  public static double compensation(double sum, double value, double total, double before) {
    if (Double.isInfinite(total)) {
      return 0;
    }
    return Math.abs(sum) >= Math.abs(value)
        ? before + ((sum - total) + value)
        : before + ((value - total) + sum);
  }
}
