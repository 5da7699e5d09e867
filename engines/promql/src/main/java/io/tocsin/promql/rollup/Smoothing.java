package io.tocsin.promql.rollup;

import io.tocsin.promql.QueryException;

/// `double_exponential_smoothing`, with both factors given per step.
final class Smoothing implements WindowFunction {
  private final double[] smoothing;
  private final double[] trend;

  Smoothing(double[] smoothing, double[] trend) {
    this.smoothing = smoothing;
    this.trend = trend;
  }

  @Override
  public double apply(Run run, int step, int low, int high) {
    double factor = smoothing[step];
    double trendFactor = trend[step];
    require("smoothing", "sf", factor);
    require("trend", "tf", trendFactor);
    if (high - low < 2) {
      return Cell.ABSENT;
    }
    var values = run.values();
    double before = 0;
    double smoothed = values[low];
    double slope = values[low + 1] - values[low];
    for (int i = 1; i < high - low; i++) {
      double part = factor * values[low + i];
      if (i > 1) {
        slope = trendFactor * (smoothed - before) + (1 - trendFactor) * slope;
      }
      double rest = (1 - factor) * (smoothed + slope);
      before = smoothed;
      smoothed = part + rest;
    }
    return smoothed;
  }

  private static void require(String what, String sign, double factor) {
    if (factor <= 0 || factor >= 1) {
      throw new QueryException(
          QueryException.Kind.EXECUTION,
          String.format("invalid %s factor. Expected: 0 < %s < 1, got: %f", what, sign, factor));
    }
  }
}
