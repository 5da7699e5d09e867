package io.tocsin.promql.histogram;

import io.tocsin.model.BucketLayout;
import io.tocsin.model.Histogram;
import java.util.Arrays;

/// Finds out whether counting began anew between two histograms of a series: a count is smaller, or
/// the layout changed in a way that it only does at a restart.
public final class Resets {
  private Resets() {}

  /// Tells whether there was a reset. A hint of `current` that says so or says not is believed.
  public static boolean between(Histogram previous, Histogram current) {
    return switch (current.hint()) {
      case RESET -> true;
      case NOT_RESET -> false;
      case UNKNOWN, GAUGE -> fell(previous, current);
    };
  }

  private static boolean fell(Histogram previous, Histogram current) {
    var before = previous.layout();
    var now = current.layout();
    if (current.count() < previous.count()) {
      return true;
    }
    if (before.equals(now)) {
      return current.zeroCount() < previous.zeroCount()
          || anyFell(previous.buckets(), current.buckets());
    }
    if (now.isCustom()) {
      return !before.isCustom() || customFell(previous, current);
    }
    if (now.schema() > before.schema() || now.zeroThreshold() < before.zeroThreshold()) {
      return true;
    }
    return exponentialFell(previous, current);
  }

  private static boolean anyFell(double[] before, double[] now) {
    for (int i = 0; i < now.length; i++) {
      if (now[i] < before[i]) {
        return true;
      }
    }
    return false;
  }

  private static boolean exponentialFell(Histogram previous, Histogram current) {
    var before = previous.layout();
    var now = current.layout();
    int split = before.positive().length;
    var positive = Side.of(before.positive(), previous.buckets(), 0);
    var negative = Side.of(before.negative(), previous.buckets(), split);
    double zeroBefore = previous.zeroCount();
    if (now.zeroThreshold() > before.zeroThreshold()) {
      var zero = new ZeroBucket(before.schema(), now.zeroThreshold());
      zero.widen(positive, negative);
      if (zero.threshold() != now.zeroThreshold()) {
        return true;
      }
      zeroBefore += zero.count();
    }
    if (current.zeroCount() < zeroBefore) {
      return true;
    }
    int steps = before.schema() - now.schema();
    if (steps > 0) {
      positive.remap(index -> Tally.coarser(index, steps));
      negative.remap(index -> Tally.coarser(index, steps));
    }
    return sideFell(positive, now, now.positive(), current.buckets(), 0)
        || sideFell(negative, now, now.negative(), current.buckets(), now.positive().length);
  }

  /// Compares buckets outside the zero bucket.
  private static boolean sideFell(
      Side before, BucketLayout layout, int[] indexes, double[] counts, int from) {
    int at = 0;
    for (int i = 0; i < before.size(); i++) {
      int index = before.index(i);
      if (layout.bound(index) <= layout.zeroThreshold()) {
        continue;
      }
      while (at < indexes.length && indexes[at] < index) {
        at++;
      }
      double now = at < indexes.length && indexes[at] == index ? counts[from + at] : 0;
      if (now < before.total(i)) {
        return true;
      }
    }
    return false;
  }

  /// Compares what lies between the bounds that both have.
  private static boolean customFell(Histogram previous, Histogram current) {
    double[] common =
        CustomBounds.intersection(
            previous.layout().customBounds(), current.layout().customBounds());
    double[] before = between(common, previous);
    double[] now = between(common, current);
    return anyFell(before, now);
  }

  private static double[] between(double[] common, Histogram histogram) {
    var sums = new double[common.length + 1];
    double[] bounds = histogram.layout().customBounds();
    int[] indexes = histogram.layout().positive();
    boolean same = Arrays.equals(common, bounds);
    for (int i = 0; i < indexes.length; i++) {
      int at = same ? indexes[i] : CustomBounds.position(common, bounds, indexes[i]);
      sums[at] += histogram.positive(i);
    }
    return sums;
  }
}
