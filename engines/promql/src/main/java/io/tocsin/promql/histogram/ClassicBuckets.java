package io.tocsin.promql.histogram;

import io.tocsin.promql.notes.Notes;

/// The buckets of one classic histogram at one step, by upper bound. Reused.
public final class ClassicBuckets {
  private static final double SMALL_DELTA_TOLERANCE = 1e-12;

  private final double[] bounds;
  private final double[] counts;
  private int size;
  private boolean forced;
  private double minForced;
  private double maxForced;
  private double maxDifference;

  public ClassicBuckets(int capacity) {
    bounds = new double[capacity];
    counts = new double[capacity];
  }

  public void clear() {
    size = 0;
    forced = false;
    minForced = Double.POSITIVE_INFINITY;
    maxForced = Double.NEGATIVE_INFINITY;
    maxDifference = 0;
  }

  public boolean isEmpty() {
    return size == 0;
  }

  /// Tells whether [#quantile] had to make counts rise with their bounds.
  public boolean wasForced() {
    return forced;
  }

  /// Returns what was done to counts that fell.
  public Notes.Monotonicity fix(long timeMillis) {
    return new Notes.Monotonicity(timeMillis, timeMillis, minForced, maxForced, maxDifference, 1);
  }

  /// Adds a bucket; bounds come in rising order, equal ones are summed up.
  public void add(double bound, double count) {
    if (size > 0 && bounds[size - 1] == bound) {
      counts[size - 1] += count;
    } else {
      bounds[size] = bound;
      counts[size++] = count;
    }
  }

  public double quantile(double quantile) {
    if (Double.isNaN(quantile)) {
      return Double.NaN;
    }
    if (quantile < 0) {
      return Double.NEGATIVE_INFINITY;
    }
    if (quantile > 1) {
      return Double.POSITIVE_INFINITY;
    }
    if (bounds[size - 1] != Double.POSITIVE_INFINITY) {
      return Double.NaN;
    }
    straighten();
    if (size < 2 || counts[size - 1] == 0) {
      return Double.NaN;
    }
    return interpolate(quantile * counts[size - 1]);
  }

  private double interpolate(double rank) {
    int at = 0;
    while (at < size - 1 && !(counts[at] >= rank)) {
      at++;
    }
    if (at == size - 1) {
      return bounds[size - 2];
    }
    if (at == 0 && bounds[0] <= 0) {
      return bounds[0];
    }
    double start = at == 0 ? 0 : bounds[at - 1];
    double before = at == 0 ? 0 : counts[at - 1];
    return start + (bounds[at] - start) * ((rank - before) / (counts[at] - before));
  }

  /// Counts must rise with their bounds; sums of floats and racing scrapes break that.
  private void straighten() {
    double before = counts[0];
    for (int i = 1; i < size; i++) {
      double count = counts[i];
      if (count == before) {
        continue;
      }
      if (almostEqual(before, count)) {
        counts[i] = before;
      } else if (count < before) {
        counts[i] = before;
        forced = true;
        minForced = Math.min(minForced, bounds[i]);
        maxForced = Math.max(maxForced, bounds[i]);
        maxDifference = Math.max(maxDifference, before - count);
      } else {
        before = count;
      }
    }
  }

  private static boolean almostEqual(double a, double b) {
    if (Double.isNaN(a) && Double.isNaN(b)) {
      return true;
    }
    double sum = Math.abs(a) + Math.abs(b);
    double difference = Math.abs(a - b);
    if (a == 0 || b == 0 || sum < Double.MIN_NORMAL) {
      return difference < SMALL_DELTA_TOLERANCE * Double.MIN_NORMAL;
    }
    return difference / Math.min(sum, Double.MAX_VALUE) < SMALL_DELTA_TOLERANCE;
  }

  /// Returns the share of observations between two values.
  public double fraction(double lower, double upper) {
    if (bounds[size - 1] != Double.POSITIVE_INFINITY) {
      return Double.NaN;
    }
    double count = counts[size - 1];
    if (count == 0 || Double.isNaN(lower) || Double.isNaN(upper)) {
      return Double.NaN;
    }
    if (lower >= upper) {
      return 0;
    }
    return (rank(upper, count) - rank(lower, count)) / count;
  }

  /// Returns how many observations lie below a value.
  private double rank(double value, double count) {
    double rank = 0;
    for (int i = 0; i < size; i++) {
      double lower = i > 0 ? bounds[i - 1] : bounds[0] > 0 ? 0 : Double.NEGATIVE_INFINITY;
      if (lower >= value) {
        return Math.min(rank, count);
      }
      if (bounds[i] > value) {
        double inside =
            lower == Double.NEGATIVE_INFINITY
                ? counts[i]
                : rank + (counts[i] - rank) * (value - lower) / (bounds[i] - lower);
        return inside > count ? count : inside;
      }
      rank = counts[i];
    }
    return count;
  }
}
