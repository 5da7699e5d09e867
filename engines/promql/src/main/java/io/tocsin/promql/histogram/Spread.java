package io.tocsin.promql.histogram;

import io.tocsin.model.Histogram;
import io.tocsin.promql.numeric.KahanSum;

/// The variance of the observations of a native histogram, each taken to be in the middle of its
/// bucket: the geometric one for exponential buckets, zero for the zero bucket.
public final class Spread {
  private final BucketList buckets = new BucketList();
  private final KahanSum squares = new KahanSum();

  public double variance(Histogram histogram) {
    buckets.fill(histogram);
    squares.reset(0);
    double mean = histogram.sum() / histogram.count();
    boolean custom = histogram.layout().isCustom();
    for (int i = 0; i < buckets.size(); i++) {
      if (buckets.count(i) != 0) {
        double delta = middle(buckets.lower(i), buckets.upper(i), custom) - mean;
        squares.add(buckets.count(i) * delta * delta);
      }
    }
    return squares.total() / histogram.count();
  }

  private static double middle(double lower, double upper, boolean custom) {
    if (custom) {
      return (upper + lower) / 2;
    }
    if (lower <= 0 && upper >= 0) {
      return 0;
    }
    double middle = Math.sqrt(upper * lower);
    return upper < 0 ? -middle : middle;
  }
}
