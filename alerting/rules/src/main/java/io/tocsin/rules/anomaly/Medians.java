package io.tocsin.rules.anomaly;

import java.util.Arrays;

/// Order statistics.
final class Medians {
  private Medians() {}

  /// Returns the median of the first so many values, which it sorts; NaN of none.
  static double median(double[] values, int count) {
    if (count == 0) {
      return Double.NaN;
    }
    Arrays.sort(values, 0, count);
    return (values[(count - 1) / 2] + values[count / 2]) / 2;
  }

  /// Returns the median distance from a center.
  static double deviation(double[] values, int count, double center) {
    var distances = new double[count];
    for (int i = 0; i < count; i++) {
      distances[i] = Math.abs(values[i] - center);
    }
    return median(distances, count);
  }
}
