package io.tocsin.model;

import java.util.Arrays;

/// Which buckets native histograms have: their schema and the indexes of those that are counted.
/// Immutable and made to be shared: the histograms of a series usually differ in counts alone.
///
/// With an exponential schema `n` (-4 to 8) the bucket `i` of the positive side reaches up to and
/// including `2^(i * 2^-n)` and begins behind where bucket `i - 1` ends; the negative side is its
/// mirror image. What lies within [#zeroThreshold] of zero is in neither. With custom buckets
/// (schema -53) the bucket `i` reaches from bound `i - 1` to bound `i`, the first from negative and
/// the last to positive infinity; there is no negative side and no zero bucket.
public final class BucketLayout {
  /// The schema of histograms that bring their own bounds.
  public static final int CUSTOM_SCHEMA = -53;

  public static final int SCHEMA_MIN = -4;
  public static final int SCHEMA_MAX = 8;

  private static final int[] NONE = new int[0];
  private static final double[] NO_BOUNDS = new double[0];

  private final int schema;
  private final double zeroThreshold;
  private final double[] customBounds;
  private final int[] positive;
  private final int[] negative;

  private BucketLayout(
      int schema, double zeroThreshold, double[] customBounds, int[] positive, int[] negative) {
    this.schema = schema;
    this.zeroThreshold = zeroThreshold;
    this.customBounds = customBounds;
    this.positive = positive;
    this.negative = negative;
  }

  /// Makes a layout of exponential buckets. Takes the arrays over: do not change them afterwards.
  ///
  /// @param positive indexes of the buckets on the positive side, ascending
  /// @param negative indexes of the buckets on the negative side, from zero outwards, ascending
  /// @throws IllegalArgumentException if the schema is none, the threshold is negative or an index
  ///   does not rise
  public static BucketLayout exponential(
      int schema, double zeroThreshold, int[] positive, int[] negative) {
    if (schema < SCHEMA_MIN || schema > SCHEMA_MAX) {
      throw new IllegalArgumentException(
          "histogram schema: " + schema + " (expected: -4 to 8, or -53 for custom buckets)");
    }
    if (!(zeroThreshold >= 0) || zeroThreshold == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException(
          "histogram zero threshold: " + zeroThreshold + " (expected: 0 or a positive number)");
    }
    expectRising(positive);
    expectRising(negative);
    return new BucketLayout(schema, zeroThreshold, NO_BOUNDS, positive, negative);
  }

  /// Makes a layout of custom buckets. Takes the arrays over: do not change them afterwards.
  ///
  /// @param bounds upper bounds, rising, without positive infinity
  /// @param indexes of the buckets, ascending, from 0 to the number of bounds
  /// @throws IllegalArgumentException if bounds or indexes do not rise or lie outside
  public static BucketLayout custom(double[] bounds, int[] indexes) {
    for (int i = 0; i < bounds.length; i++) {
      boolean rises = i == 0 || bounds[i] > bounds[i - 1];
      if (!rises || Double.isNaN(bounds[i]) || bounds[i] == Double.POSITIVE_INFINITY) {
        throw new IllegalArgumentException(
            "histogram bound: " + bounds[i] + " (expected: finite numbers that rise)");
      }
    }
    expectRising(indexes);
    if (indexes.length > 0 && (indexes[0] < 0 || indexes[indexes.length - 1] > bounds.length)) {
      throw new IllegalArgumentException(
          "histogram bucket: "
              + (indexes[0] < 0 ? indexes[0] : indexes[indexes.length - 1])
              + " (expected: 0 to "
              + bounds.length
              + ", the number of bounds)");
    }
    return new BucketLayout(CUSTOM_SCHEMA, 0, bounds, indexes, NONE);
  }

  private static void expectRising(int[] indexes) {
    for (int i = 1; i < indexes.length; i++) {
      if (indexes[i] <= indexes[i - 1]) {
        throw new IllegalArgumentException(
            "histogram bucket: " + indexes[i] + " after " + indexes[i - 1] + " (expected: rising)");
      }
    }
  }

  public int schema() {
    return schema;
  }

  public boolean isCustom() {
    return schema == CUSTOM_SCHEMA;
  }

  /// Half the width of the zero bucket; 0 for custom buckets.
  public double zeroThreshold() {
    return zeroThreshold;
  }

  /// The upper bounds of custom buckets, empty for others. The layout's own array: do not write.
  public double[] customBounds() {
    return customBounds;
  }

  /// The indexes of the buckets on the positive side, ascending; of all buckets if they are custom.
  /// The layout's own array: do not write.
  public int[] positive() {
    return positive;
  }

  /// The indexes of the buckets on the negative side, from zero outwards. The layout's own array:
  /// do not write.
  public int[] negative() {
    return negative;
  }

  /// How many buckets there are on both sides, without the zero bucket.
  public int size() {
    return positive.length + negative.length;
  }

  /// Returns the bound that bucket `index` of the positive side reaches up to; for the one before
  /// it, where the bucket begins. The negative side's bounds have the other sign.
  public double bound(int index) {
    if (!isCustom()) {
      return ExponentialBounds.bound(schema, index);
    }
    if (index < 0) {
      return Double.NEGATIVE_INFINITY;
    }
    return index < customBounds.length ? customBounds[index] : Double.POSITIVE_INFINITY;
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof BucketLayout that
            && schema == that.schema
            && zeroThreshold == that.zeroThreshold
            && Arrays.equals(customBounds, that.customBounds)
            && Arrays.equals(positive, that.positive)
            && Arrays.equals(negative, that.negative));
  }

  @Override
  public int hashCode() {
    int hash = 31 * schema + Double.hashCode(zeroThreshold);
    hash = 31 * hash + Arrays.hashCode(customBounds);
    return 31 * (31 * hash + Arrays.hashCode(positive)) + Arrays.hashCode(negative);
  }
}
