package io.tocsin.promql.histogram;

import io.tocsin.model.BucketLayout;
import io.tocsin.model.Histogram;
import io.tocsin.model.Histogram.ResetHint;
import io.tocsin.promql.numeric.KahanSum;
import java.util.Arrays;

/// A histogram that others are added to. Layouts are reconciled: the coarser schema, a zero bucket
/// as wide as both need, and of custom bounds those that both have. Rounding errors of sums are
/// carried along. Mutable.
public final class Tally {
  private BucketLayout layout;
  private int schema;
  private double zeroThreshold;
  private final Side positive;
  private final Side negative;
  private final KahanSum count = new KahanSum();
  private final KahanSum sum = new KahanSum();
  private final KahanSum zeroCount = new KahanSum();
  private ResetHint hint;
  private boolean reconciled;
  private boolean collided;

  private Tally(Histogram first) {
    layout = first.layout();
    schema = layout.schema();
    zeroThreshold = layout.zeroThreshold();
    positive = Side.of(layout.positive(), first.buckets(), 0);
    negative = Side.of(layout.negative(), first.buckets(), layout.positive().length);
    count.reset(first.count());
    sum.reset(first.sum());
    zeroCount.reset(first.zeroCount());
    hint = first.hint();
  }

  private Tally(Tally other) {
    layout = other.layout;
    schema = other.schema;
    zeroThreshold = other.zeroThreshold;
    positive = other.positive.copy();
    negative = other.negative.copy();
    count.copy(other.count);
    sum.copy(other.sum);
    zeroCount.copy(other.zeroCount);
    hint = other.hint;
    reconciled = other.reconciled;
    collided = other.collided;
  }

  public static Tally of(Histogram first) {
    return new Tally(first);
  }

  public Tally copy() {
    return new Tally(this);
  }

  /// Tells whether a histogram can be added: exponential and custom buckets do not mix.
  public boolean takes(Histogram other) {
    return other.layout().isCustom() == layout.isCustom();
  }

  /// Tells whether custom bounds that differed had to be reconciled since this was last asked.
  public boolean takesReconciled() {
    boolean was = reconciled;
    reconciled = false;
    return was;
  }

  /// Tells whether a histogram that says "reset" met one that says "not reset" so far.
  public boolean collided() {
    return collided;
  }

  /// The number of observations so far.
  public double count() {
    return count.total();
  }

  public Tally hint(ResetHint newHint) {
    hint = newHint;
    return this;
  }

  /// Adds a histogram that this one [#takes].
  public Tally add(Histogram other) {
    return combine(other, 1);
  }

  public Tally subtract(Histogram other) {
    return combine(other, -1);
  }

  public Tally multiply(double factor) {
    positive.multiply(factor);
    negative.multiply(factor);
    count.multiply(factor);
    sum.multiply(factor);
    zeroCount.multiply(factor);
    hint = factor < 0 ? ResetHint.GAUGE : hint;
    return this;
  }

  /// Divides; by zero leaves no buckets.
  public Tally divide(double divisor) {
    count.divide(divisor);
    sum.divide(divisor);
    zeroCount.divide(divisor);
    if (divisor == 0) {
      positive.clear();
      negative.clear();
      return this;
    }
    positive.divide(divisor);
    negative.divide(divisor);
    hint = divisor < 0 ? ResetHint.GAUGE : hint;
    return this;
  }

  private Tally combine(Histogram other, double sign) {
    if (!takes(other)) {
      throw new IllegalArgumentException(
          "histogram schema: " + other.layout().schema() + " (expected: one like " + schema + ")");
    }
    meet(other.hint());
    if (other.layout().equals(layout) && !isChanged()) {
      positive.addAligned(other.buckets(), 0, sign);
      negative.addAligned(other.buckets(), positive.size(), sign);
      zeroCount.add(sign * other.zeroCount());
    } else {
      var added = new Tally(other);
      reconcile(added);
      positive.add(added.positive, sign);
      negative.add(added.negative, sign);
      zeroCount.add(sign * added.zeroCount.total());
    }
    count.add(sign * other.count());
    sum.add(sign * other.sum());
    return this;
  }

  private boolean isChanged() {
    return positive.changed()
        || negative.changed()
        || schema != layout.schema()
        || zeroThreshold != layout.zeroThreshold();
  }

  private void meet(ResetHint other) {
    if (other == hint || hint == ResetHint.GAUGE) {
      return;
    }
    if (other == ResetHint.GAUGE) {
      hint = ResetHint.GAUGE;
      return;
    }
    collided |= hint != ResetHint.UNKNOWN && other != ResetHint.UNKNOWN;
    hint = ResetHint.UNKNOWN;
  }

  /// Gives both the layout that they can have in common, up to which buckets there are.
  private void reconcile(Tally other) {
    if (layout.isCustom()) {
      reconcileBounds(other);
      return;
    }
    while (other.zeroThreshold != zeroThreshold) {
      if (zeroThreshold > other.zeroThreshold) {
        other.widenZero(zeroThreshold);
      }
      if (other.zeroThreshold > zeroThreshold) {
        widenZero(other.zeroThreshold);
      }
    }
    int coarser = Math.min(schema, other.schema);
    coarsen(coarser);
    other.coarsen(coarser);
  }

  /// Merges buckets down to a coarser schema.
  public Tally coarsen(int newSchema) {
    int steps = schema - newSchema;
    if (steps > 0) {
      positive.remap(index -> coarser(index, steps));
      negative.remap(index -> coarser(index, steps));
      schema = newSchema;
    }
    return this;
  }

  /// Returns the index in a schema that is some steps coarser.
  static int coarser(int index, int steps) {
    return ((index - 1) >> steps) + 1;
  }

  /// Takes buckets near zero into the zero bucket, so that it reaches to `threshold`, or further if
  /// that lies within a bucket that has a count.
  private void widenZero(double threshold) {
    var zero = new ZeroBucket(schema, threshold);
    zero.widen(positive, negative);
    zeroCount.add(zero.count());
    positive.dropBefore(zero.positiveTaken());
    negative.dropBefore(zero.negativeTaken());
    zeroThreshold = zero.threshold();
  }

  private void reconcileBounds(Tally other) {
    double[] ours = layout.customBounds();
    double[] theirs = other.layout.customBounds();
    if (Arrays.equals(ours, theirs)) {
      return;
    }
    reconciled = true;
    var common = CustomBounds.intersection(ours, theirs);
    positive.remap(index -> CustomBounds.position(common, ours, index));
    positive.compact();
    other.positive.remap(index -> CustomBounds.position(common, theirs, index));
    other.positive.compact();
    layout = BucketLayout.custom(common, new int[0]);
  }

  /// Returns the largest number, whatever its sign.
  double largest() {
    double totals = Math.max(Math.abs(count.sum), Math.abs(sum.sum));
    double sides = Math.max(positive.largest(), negative.largest());
    return Math.max(Math.max(totals, Math.abs(zeroCount.sum)), sides);
  }

  /// Tells whether a number became infinite.
  public boolean overflows() {
    return Double.isInfinite(count.sum)
        || Double.isInfinite(sum.sum)
        || Double.isInfinite(zeroCount.sum)
        || positive.hasInfinite()
        || negative.hasInfinite();
  }

  /// Returns the histogram as it is now, with buckets that have no count.
  public Histogram full() {
    var counts = new double[positive.size() + negative.size()];
    positive.write(counts, 0);
    negative.write(counts, positive.size());
    return new Histogram(
        currentLayout(), hint, count.total(), sum.total(), zeroCount.total(), counts);
  }

  /// Returns the histogram as it is now, without buckets that have no count.
  public Histogram compact() {
    positive.compact();
    negative.compact();
    return full();
  }

  private BucketLayout currentLayout() {
    boolean same =
        layout.schema() == schema
            && layout.zeroThreshold() == zeroThreshold
            && !positive.changed()
            && !negative.changed();
    if (same) {
      return layout;
    }
    return layout.isCustom()
        ? BucketLayout.custom(layout.customBounds(), positive.indexes())
        : BucketLayout.exponential(schema, zeroThreshold, positive.indexes(), negative.indexes());
  }
}
