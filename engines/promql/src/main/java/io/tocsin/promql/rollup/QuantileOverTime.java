package io.tocsin.promql.rollup;

import java.util.Arrays;

/// `quantile_over_time` over a sorted copy of the window, which follows the window by inserting and
/// removing what came and went; windows that share little are sorted anew.
final class QuantileOverTime implements Rollup {
  private final double[] quantiles;
  private double[] sorted = new double[256];
  private int size;

  /// @param quantiles one per step
  QuantileOverTime(double[] quantiles) {
    this.quantiles = quantiles;
  }

  @Override
  public void apply(Run run, double[] out) {
    int low = 0;
    int high = 0;
    size = 0;
    for (int step = 0; step < out.length; step++) {
      slide(run, low, high, step);
      low = run.low[step];
      high = run.high[step];
      out[step] = low < high ? Quantiles.ofSorted(quantiles[step], sorted, size) : Cell.ABSENT;
    }
  }

  private void slide(Run run, int oldLow, int oldHigh, int step) {
    int low = run.low[step];
    int high = run.high[step];
    var values = run.values();
    if ((low - oldLow) + (high - oldHigh) > (high - low) / 4) {
      reserve(high - low);
      size = high - low;
      System.arraycopy(values, low, sorted, 0, size);
      Quantiles.sort(sorted, size);
      return;
    }
    reserve(high - oldLow);
    for (int i = oldHigh; i < high; i++) {
      insert(values[i]);
    }
    for (int i = oldLow; i < low; i++) {
      remove(values[i]);
    }
  }

  private void reserve(int needed) {
    if (sorted.length < needed) {
      sorted = Arrays.copyOf(sorted, Math.max(needed, sorted.length * 2));
    }
  }

  private void insert(double value) {
    int at = position(value);
    System.arraycopy(sorted, at, sorted, at + 1, size - at);
    sorted[at] = value;
    size++;
  }

  private void remove(double value) {
    int at = position(value);
    size--;
    System.arraycopy(sorted, at + 1, sorted, at, size - at);
  }

  /// Returns where the first value stands that is not less; NaN is less than all.
  private int position(double value) {
    int from = 0;
    int to = size;
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (less(sorted[middle], value)) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from;
  }

  private static boolean less(double a, double b) {
    return Double.isNaN(a) ? !Double.isNaN(b) : a < b;
  }
}
