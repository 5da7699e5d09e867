package io.tocsin.promql.histogram;

import java.util.Arrays;

/// Bounds of custom buckets.
final class CustomBounds {
  private CustomBounds() {}

  /// Returns the bounds that both have.
  static double[] intersection(double[] left, double[] right) {
    var common = new double[Math.min(left.length, right.length)];
    int size = 0;
    int i = 0;
    int j = 0;
    while (i < left.length && j < right.length) {
      if (left[i] == right[j]) {
        common[size++] = left[i];
        i++;
        j++;
      } else if (left[i] < right[j]) {
        i++;
      } else {
        j++;
      }
    }
    return Arrays.copyOf(common, size);
  }

  /// Returns where a bucket lies among coarser bounds: in the first that reaches as far.
  static int position(double[] coarser, double[] bounds, int index) {
    if (index >= bounds.length) {
      return coarser.length;
    }
    int at = Arrays.binarySearch(coarser, bounds[index]);
    return at < 0 ? -at - 1 : at;
  }
}
