package io.tocsin.model;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A native histogram: how many observations fell into each bucket of a [BucketLayout]. Immutable.
///
/// Counts are floats; histograms of whole numbers are kept exactly up to 2^53. Calculations may
/// make counts negative, so that is no error here; [#problem] tells whether a histogram may be
/// stored. Equality compares bits, and the hint with them.
public final class Histogram {
  /// What is known of counter resets between a histogram and the one before it in its series.
  public enum ResetHint {
    /// Counts have to be compared.
    UNKNOWN,
    /// Counting began anew.
    RESET,
    /// No count is smaller than before.
    NOT_RESET,
    /// Counts may rise and fall: not a counter.
    GAUGE
  }

  private final BucketLayout layout;
  private final ResetHint hint;
  private final double count;
  private final double sum;
  private final double zeroCount;
  private final double[] buckets;

  /// @param buckets the counts of the layout's positive, then of its negative buckets, in its
  ///   order; taken over: do not change it afterwards
  /// @throws IllegalArgumentException if the number of counts is not the layout's
  public Histogram(
      BucketLayout layout,
      ResetHint hint,
      double count,
      double sum,
      double zeroCount,
      double[] buckets) {
    if (buckets.length != layout.size()) {
      throw new IllegalArgumentException(
          "histogram counts: " + buckets.length + " (expected: " + layout.size() + " buckets)");
    }
    this.layout = layout;
    this.hint = hint;
    this.count = count;
    this.sum = sum;
    this.zeroCount = zeroCount;
    this.buckets = buckets;
  }

  public BucketLayout layout() {
    return layout;
  }

  public ResetHint hint() {
    return hint;
  }

  /// The number of observations, those of NaN included, which are in no bucket.
  public double count() {
    return count;
  }

  /// The sum of observations.
  public double sum() {
    return sum;
  }

  /// The number of observations within the zero threshold; 0 for custom buckets.
  public double zeroCount() {
    return zeroCount;
  }

  /// The counts of the layout's positive, then of its negative buckets. The histogram's own array:
  /// do not write.
  public double[] buckets() {
    return buckets;
  }

  /// The count of the positive bucket at a position of the layout.
  public double positive(int position) {
    return buckets[position];
  }

  /// The count of the negative bucket at a position of the layout.
  public double negative(int position) {
    return buckets[layout.positive().length + position];
  }

  /// Returns this histogram with another hint.
  public Histogram withHint(ResetHint other) {
    return other == hint ? this : new Histogram(layout, other, count, sum, zeroCount, buckets);
  }

  /// Tells whether both say the same, whatever their hints.
  public boolean sameCounts(Histogram other) {
    return sameBits(count, other.count)
        && sameBits(sum, other.sum)
        && sameBits(zeroCount, other.zeroCount)
        && layout.equals(other.layout)
        && Arrays.equals(buckets, other.buckets);
  }

  private static boolean sameBits(double a, double b) {
    return Double.doubleToRawLongBits(a) == Double.doubleToRawLongBits(b);
  }

  /// Returns why this cannot be what someone observed, or null: a count is negative, or custom
  /// buckets come with a zero bucket.
  public @Nullable String problem() {
    if (count < 0) {
      return "histogram count: " + count + " (expected: 0 or more)";
    }
    if (zeroCount < 0 || (layout.isCustom() && zeroCount != 0)) {
      return "histogram zero count: " + zeroCount + " (expected: 0 or more, 0 for custom buckets)";
    }
    for (double bucket : buckets) {
      if (bucket < 0) {
        return "histogram bucket count: " + bucket + " (expected: 0 or more)";
      }
    }
    return null;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Histogram that && hint == that.hint && sameCounts(that);
  }

  @Override
  public int hashCode() {
    int hash = 31 * layout.hashCode() + Double.hashCode(count);
    return 31 * (31 * hash + Double.hashCode(sum)) + Arrays.hashCode(buckets);
  }

  /// Returns the form of Prometheus' messages: `{count:3, sum:4.5, (1,2]:3}`.
  @Override
  public String toString() {
    return HistogramText.print(this);
  }
}
