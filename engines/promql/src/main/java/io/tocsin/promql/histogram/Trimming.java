package io.tocsin.promql.histogram;

import io.tocsin.model.BucketLayout;
import io.tocsin.model.Histogram;

/// `</` and `>/`: keeps the observations of a native histogram below or above a bound. A bucket
/// that the bound cuts is split by interpolation, one without an end cannot be and goes whole.
public final class Trimming {
  private final boolean keepsLower;
  private final double bound;
  private final BucketLayout layout;
  private final Histogram histogram;
  private final double[] kept;
  private double count;
  private double sum;
  private boolean hasPositive;
  private boolean hasNegative;
  private boolean trimmed;

  private Trimming(Histogram histogram, double bound, boolean keepsLower) {
    this.histogram = histogram;
    this.layout = histogram.layout();
    this.bound = bound;
    this.keepsLower = keepsLower;
    this.kept = histogram.buckets().clone();
  }

  /// Keeps what is below the bound.
  public static Histogram below(Histogram histogram, double bound) {
    return new Trimming(histogram, bound, true).run();
  }

  /// Keeps what is above the bound.
  public static Histogram above(Histogram histogram, double bound) {
    return new Trimming(histogram, bound, false).run();
  }

  private Histogram run() {
    int positives = layout.positive().length;
    for (int i = 0; i < positives; i++) {
      int index = layout.positive()[i];
      trim(i, layout.bound(index - 1), layout.bound(index), true);
    }
    for (int i = 0; i < layout.negative().length; i++) {
      int index = layout.negative()[i];
      trim(positives + i, -layout.bound(index), -layout.bound(index - 1), false);
    }
    double zero = histogram.zeroCount() > 0 ? zero() : histogram.zeroCount();
    if (!trimmed) {
      return histogram;
    }
    return Tally.of(new Histogram(layout, histogram.hint(), count, sum, zero, kept)).compact();
  }

  private void keep(double observations, double middle) {
    count += observations;
    sum += middle * observations;
  }

  private void trim(int position, double lower, double upper, boolean positive) {
    double before = kept[position];
    if (before == 0) {
      return;
    }
    hasPositive |= positive;
    hasNegative |= !positive;
    boolean whole = keepsLower ? upper <= bound : lower >= bound;
    boolean cut = keepsLower ? lower < bound : upper > bound;
    if (whole) {
      keep(before, middle(lower, upper, positive));
      return;
    }
    double after = 0;
    if (cut) {
      boolean endless = lower == Double.NEGATIVE_INFINITY || upper == Double.POSITIVE_INFINITY;
      after = endless ? endless(before, lower, upper) : split(before, lower, upper, positive);
    }
    trimmed |= !cut || after != before;
    kept[position] = after;
  }

  private double split(double observations, double lower, double upper, boolean positive) {
    double share = Ranks.fractionBelow(bound, lower, upper, layout.isCustom());
    double below = observations * share;
    double after = keepsLower ? below : observations - below;
    keep(after, keepsLower ? middle(lower, bound, positive) : middle(bound, upper, positive));
    return after;
  }

  /// Cuts a bucket that reaches to infinity. A first custom bucket that ends above zero is taken to
  /// begin there.
  private double endless(double observations, double lower, double upper) {
    if (lower != Double.NEGATIVE_INFINITY) {
      boolean stays = !keepsLower && bound >= lower;
      return kept(stays ? observations : 0, bound);
    }
    boolean finite = upper != Double.POSITIVE_INFINITY;
    if (keepsLower) {
      if (bound > 0 && upper > 0 && finite) {
        return kept(observations * bound / upper, bound / 2);
      }
      return kept(upper <= 0 ? observations : 0, bound);
    }
    if (bound >= 0 && finite) {
      return kept(observations * (1 - bound / upper), (bound + upper) / 2);
    }
    return kept(0, 0);
  }

  private double kept(double observations, double middle) {
    if (observations != 0) {
      keep(observations, middle);
    }
    return observations;
  }

  private double zero() {
    double threshold = layout.zeroThreshold();
    double lower = hasPositive && !hasNegative ? 0 : -threshold;
    double upper = hasNegative && !hasPositive ? 0 : threshold;
    double before = histogram.zeroCount();
    double from = keepsLower ? lower : Math.clamp(bound, lower, upper);
    double to = keepsLower ? Math.clamp(bound, lower, upper) : upper;
    boolean all = keepsLower ? bound >= upper && bound > lower : bound <= lower;
    double after = all ? before : from >= to ? 0 : before * ((to - from) / (upper - lower));
    trimmed |= after != before;
    keep(after, after == 0 ? 0 : (from + to) / 2);
    return after;
  }

  private double middle(double lower, double upper, boolean positive) {
    if (lower == Double.NEGATIVE_INFINITY) {
      if (upper == Double.POSITIVE_INFINITY) {
        return 0;
      }
      return upper > 0 ? upper / 2 : upper;
    }
    if (upper == Double.POSITIVE_INFINITY) {
      return lower;
    }
    if (layout.isCustom()) {
      return (lower + upper) / 2;
    }
    double middle = Math.sqrt(Math.abs(lower * upper));
    return positive ? middle : -middle;
  }
}
