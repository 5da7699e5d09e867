package io.tocsin.promql.script;

import io.tocsin.model.Histogram;
import io.tocsin.promql.histogram.Tally;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Tells whether a histogram is the expected one: empty buckets do not matter, numbers may differ
/// by rounding, and the hint counts only where one is written.
final class HistogramComparison {
  private HistogramComparison() {}

  /// @throws MismatchException if it is another one, or a float
  static void expectEqual(Point.OfHistogram wanted, @Nullable Histogram got, String what) {
    boolean same =
        got != null
            && same(Tally.of(wanted.histogram()).compact(), Tally.of(got).compact())
            && (!wanted.saysHint() || wanted.histogram().hint() == got.hint());
    if (!same) {
      throw new MismatchException(
          "expected "
              + describe(wanted.histogram())
              + " for "
              + what
              + " but got "
              + describe(got));
    }
  }

  private static String describe(@Nullable Histogram histogram) {
    return histogram == null
        ? "a float"
        : histogram
            + " (schema "
            + histogram.layout().schema()
            + ", zero threshold "
            + histogram.layout().zeroThreshold()
            + ", bounds "
            + Arrays.toString(histogram.layout().customBounds())
            + ", hint "
            + histogram.hint()
            + ")";
  }

  private static boolean same(Histogram wanted, Histogram got) {
    return wanted.layout().equals(got.layout())
        && Numbers.almostEqual(wanted.count(), got.count())
        && Numbers.almostEqual(wanted.sum(), got.sum())
        && Numbers.almostEqual(wanted.zeroCount(), got.zeroCount())
        && sameBuckets(wanted.buckets(), got.buckets());
  }

  private static boolean sameBuckets(double[] wanted, double[] got) {
    for (int i = 0; i < wanted.length; i++) {
      if (!Numbers.almostEqual(wanted[i], got[i])) {
        return false;
      }
    }
    return true;
  }
}
