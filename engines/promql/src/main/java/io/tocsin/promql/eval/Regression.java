package io.tocsin.promql.eval;

/// Least squares over a window: `deriv` and `predict_linear`. Times count from near the samples,
/// which keeps the sums small, and all sums are compensated.
final class Regression {
  private final KahanSum x = new KahanSum();
  private final KahanSum y = new KahanSum();
  private final KahanSum xy = new KahanSum();
  private final KahanSum xx = new KahanSum();
  private double slope;
  private double intercept;

  /// Returns the slope per second.
  WindowFunction derivative() {
    return (run, step, low, high) -> {
      if (high - low < 2) {
        return Cell.ABSENT;
      }
      fit(run, low, high, run.times()[low]);
      return slope;
    };
  }

  /// Returns the value `seconds[step]` after each step.
  WindowFunction prediction(double[] seconds) {
    return (run, step, low, high) -> {
      if (high - low < 2) {
        return Cell.ABSENT;
      }
      fit(run, low, high, run.windows.steps().time(step));
      return slope * seconds[step] + intercept;
    };
  }

  private void fit(Run run, int low, int high, long originMillis) {
    var values = run.values();
    if (isConstant(values, low, high)) {
      boolean infinite = Double.isInfinite(values[low]);
      slope = infinite ? Double.NaN : 0;
      intercept = infinite ? Double.NaN : values[low];
      return;
    }
    x.reset(0);
    y.reset(0);
    xy.reset(0);
    xx.reset(0);
    var times = run.times();
    for (int i = low; i < high; i++) {
      double seconds = (times[i] - originMillis) / 1e3;
      x.add(seconds);
      y.add(values[i]);
      xy.add(seconds * values[i]);
      xx.add(seconds * seconds);
    }
    double n = high - low;
    double sumX = x.total();
    double sumY = y.total();
    double covariance = xy.total() - sumX * sumY / n;
    double variance = xx.total() - sumX * sumX / n;
    slope = covariance / variance;
    intercept = sumY / n - slope * sumX / n;
  }

  private static boolean isConstant(double[] values, int low, int high) {
    for (int i = low + 1; i < high; i++) {
      if (values[i] != values[low]) {
        return false;
      }
    }
    return true;
  }
}
