package io.tocsin.promql.histogram;

import io.tocsin.model.Histogram;
import org.jspecify.annotations.Nullable;

/// The mean of histograms: of their sum, or a running mean from where the sum would overflow.
/// Mutable.
public final class HistogramMean {
  /// Sums of numbers below this cannot overflow in one step.
  private static final double SAFE = 1e307;

  private Tally sum;
  private @Nullable Tally mean;
  private double count = 1;
  private boolean reconciled;

  public HistogramMean(Histogram first) {
    sum = Tally.of(first);
  }

  /// Tells whether a histogram can be added.
  public boolean takes(Histogram other) {
    return (mean == null ? sum : mean).takes(other);
  }

  /// Adds a histogram that this one [#takes].
  public void add(Histogram other) {
    count++;
    if (mean == null) {
      if (isSafe(other)) {
        sum.add(other);
        reconciled |= sum.takesReconciled();
        return;
      }
      var next = sum.copy().add(other);
      reconciled |= next.takesReconciled();
      if (!next.overflows()) {
        sum = next;
        return;
      }
      mean = sum.divide(count - 1);
    }
    mean.multiply((count - 1) / count).add(Tally.of(other).divide(count).full());
    reconciled |= mean.takesReconciled();
  }

  private boolean isSafe(Histogram other) {
    double largest = Math.max(Math.abs(other.count()), Math.abs(other.sum()));
    for (double bucket : other.buckets()) {
      largest = Math.max(largest, Math.abs(bucket));
    }
    return largest < SAFE && sum.largest() < SAFE;
  }

  /// Tells whether custom bounds that differed had to be reconciled.
  public boolean reconciled() {
    return reconciled;
  }

  /// Returns the mean; nothing can be added any more.
  public Tally result() {
    return mean == null ? sum.divide(count) : mean;
  }
}
