package io.tocsin.promql.histogram;

import io.tocsin.model.BucketLayout;
import io.tocsin.promql.numeric.KahanSum;

/// Finds which buckets a wider zero bucket takes in.
final class ZeroBucket {
  private final BucketLayout bounds;
  private final KahanSum count = new KahanSum();
  private double threshold;
  private int positiveTaken;
  private int negativeTaken;

  /// @param threshold as far as the zero bucket has to reach at least
  ZeroBucket(int schema, double threshold) {
    this.bounds = BucketLayout.exponential(schema, 0, new int[0], new int[0]);
    this.threshold = threshold;
  }

  /// Looks at both sides. The threshold moves outwards where it lies within a bucket with a count.
  void widen(Side positive, Side negative) {
    boolean settled = false;
    while (!settled) {
      count.reset(0);
      positiveTaken = take(positive);
      double before = threshold;
      negativeTaken = take(negative);
      settled = threshold == before;
    }
  }

  private int take(Side side) {
    int taken = 0;
    while (taken < side.size() && bounds.bound(side.index(taken) - 1) < threshold) {
      double added = side.total(taken);
      count.add(added);
      double upper = bounds.bound(side.index(taken));
      if (upper > threshold && added != 0) {
        threshold = upper;
      }
      taken++;
    }
    return taken;
  }

  double threshold() {
    return threshold;
  }

  /// How many observations come into the zero bucket.
  double count() {
    return count.total();
  }

  int positiveTaken() {
    return positiveTaken;
  }

  int negativeTaken() {
    return negativeTaken;
  }
}
