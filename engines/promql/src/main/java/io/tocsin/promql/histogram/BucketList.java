package io.tocsin.promql.histogram;

import io.tocsin.model.BucketLayout;
import io.tocsin.model.Histogram;

/// The buckets of one histogram from the lowest to the highest, the zero bucket among them if it
/// has a count. Where the zero bucket overlaps others, those end at its border. Reused.
final class BucketList {
  private double[] lower = new double[64];
  private double[] upper = new double[64];
  private double[] count = new double[64];
  private int size;

  void fill(Histogram histogram) {
    var layout = histogram.layout();
    reserve(layout.size() + 1);
    size = 0;
    double zero = layout.zeroThreshold();
    for (int i = layout.negative().length - 1; i >= 0; i--) {
      int index = layout.negative()[i];
      double end = -layout.bound(index - 1);
      boolean overlaps = end < 0 && end > -zero;
      add(-layout.bound(index), overlaps ? -zero : end, histogram.negative(i));
    }
    if (histogram.zeroCount() > 0 && !layout.isCustom()) {
      add(-zero, zero, histogram.zeroCount());
    }
    addPositive(histogram, layout, zero);
  }

  private void addPositive(Histogram histogram, BucketLayout layout, double zero) {
    for (int i = 0; i < layout.positive().length; i++) {
      int index = layout.positive()[i];
      double start = layout.bound(index - 1);
      boolean overlaps = start > 0 && start < zero;
      add(overlaps ? zero : start, layout.bound(index), histogram.positive(i));
    }
  }

  private void reserve(int needed) {
    if (needed > lower.length) {
      lower = new double[2 * needed];
      upper = new double[2 * needed];
      count = new double[2 * needed];
    }
  }

  private void add(double from, double to, double observations) {
    lower[size] = from;
    upper[size] = to;
    count[size++] = observations;
  }

  int size() {
    return size;
  }

  double lower(int at) {
    return lower[at];
  }

  double upper(int at) {
    return upper[at];
  }

  double count(int at) {
    return count[at];
  }
}
