package io.tocsin.promql.rollup;

import java.util.Arrays;

/// Quantiles of sorted values with linear interpolation. NaN sorts first.
public final class Quantiles {
  private Quantiles() {}

  /// Sorts the first `size` values with NaN first; zeros of either sign are equal.
  public static void sort(double[] values, int size) {
    Arrays.sort(values, 0, size);
    int nans = 0;
    while (nans < size && Double.isNaN(values[size - 1 - nans])) {
      nans++;
    }
    if (nans > 0 && nans < size) {
      System.arraycopy(values, 0, values, nans, size - nans);
      Arrays.fill(values, 0, nans, Double.NaN);
    }
  }

  /// Returns the quantile of the first `size` sorted values; NaN for none.
  public static double ofSorted(double quantile, double[] sorted, int size) {
    if (size == 0 || Double.isNaN(quantile)) {
      return Double.NaN;
    }
    if (quantile < 0) {
      return Double.NEGATIVE_INFINITY;
    }
    if (quantile > 1) {
      return Double.POSITIVE_INFINITY;
    }
    double rank = quantile * (size - 1);
    int lower = (int) Math.max(0, Math.floor(rank));
    int upper = Math.min(size - 1, lower + 1);
    double weight = rank - Math.floor(rank);
    return sorted[lower] * (1 - weight) + sorted[upper] * weight;
  }
}
