package io.tocsin.promql.rollup;

import org.jspecify.annotations.Nullable;

/// Least squares over each window: `deriv`, and `predict_linear` where a number of seconds is given
/// per step. Sums over all samples up to each one are kept at twice the precision of a double, so
/// that a window's sums are differences of two of them and no window is walked through. Series with
/// infinite or missing numbers are walked through window by window.
final class Regression implements Rollup {
  static final double MILLIS = 1e3;

  private final double @Nullable [] predictSeconds;
  private final PlainRegression plain = new PlainRegression();
  private final RegressionSums sums = new RegressionSums();
  private int[] runStart = new int[256];

  private Regression(double @Nullable [] predictSeconds) {
    this.predictSeconds = predictSeconds;
  }

  static Regression derivative() {
    return new Regression(null);
  }

  /// @param seconds from each step to the time that is predicted
  static Regression prediction(double[] seconds) {
    return new Regression(seconds);
  }

  @Override
  public void apply(Run run, double[] out) {
    findConstantRuns(run);
    boolean finite = sums.fill(run);
    for (int step = 0; step < out.length; step++) {
      int low = run.low[step];
      int high = run.high[step];
      out[step] = high - low < 2 ? Cell.ABSENT : value(run, step, finite);
    }
  }

  private double value(Run run, int step, boolean finite) {
    int low = run.low[step];
    int high = run.high[step];
    double first = run.values()[low];
    if (runStart[high - 1] <= low) {
      double slope = Double.isInfinite(first) ? Double.NaN : 0;
      return predictSeconds == null ? slope : slope + first;
    }
    long origin = predictSeconds == null ? run.times()[low] : run.windows.steps().time(step);
    var line = finite ? sums.fit(run, low, high, origin) : plain.fit(run, low, high, origin);
    return predictSeconds == null
        ? line.slope()
        : line.slope() * predictSeconds[step] + line.intercept();
  }

  /// Notes for every sample where the run of equal values that it belongs to begins.
  private void findConstantRuns(Run run) {
    if (runStart.length < run.size()) {
      runStart = new int[run.times().length];
    }
    var values = run.values();
    for (int i = 0; i < run.size(); i++) {
      runStart[i] = i > 0 && values[i] == values[i - 1] ? runStart[i - 1] : i;
    }
  }

  /// A fitted line; seconds count from the origin that was asked for.
  record Line(double slope, double intercept) {
    /// Solves for sums over `n` samples with times in seconds.
    static Line of(double n, double x, double y, double xy, double xx) {
      double covariance = xy - x * y / n;
      double variance = xx - x * x / n;
      double slope = covariance / variance;
      return new Line(slope, y / n - slope * x / n);
    }
  }

  static double seconds(double millis) {
    return millis / MILLIS;
  }
}
