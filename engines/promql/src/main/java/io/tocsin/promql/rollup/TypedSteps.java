package io.tocsin.promql.rollup;

import io.tocsin.model.Histogram;
import io.tocsin.promql.histogram.Tally;

/// Walks through the samples of a window, floats and histograms in the order of time, and counts
/// resets or changes between neighbours. A change of type is both.
final class TypedSteps {
  private final Run run;
  private final boolean resets;
  private int floatAt;
  private int histogramAt;

  TypedSteps(Run run, boolean resets) {
    this.run = run;
    this.resets = resets;
  }

  /// Where a walk begins and ends among the floats and among the histograms.
  record Range(int floatLow, int floatHigh, int histogramLow, int histogramHigh) {
    static Range of(Run run, int step) {
      return run.hasHistograms()
          ? new Range(
              run.low[step],
              run.high[step],
              run.histograms().low[step],
              run.histograms().high[step])
          : new Range(run.low[step], run.high[step], 0, 0);
    }

    boolean isEmpty() {
      return floatLow >= floatHigh && histogramLow >= histogramHigh;
    }
  }

  double count(Range range) {
    floatAt = range.floatLow;
    histogramAt = range.histogramLow;
    boolean before = takeFloat(range);
    int count = 0;
    while (floatAt < range.floatHigh || histogramAt < range.histogramHigh) {
      boolean now = takeFloat(range);
      if (before != now) {
        count++;
      } else if (now ? floatStep(floatAt - 1) : histogramStep(histogramAt - 1)) {
        count++;
      }
      before = now;
    }
    return count;
  }

  /// Takes the next sample; returns whether it is a float.
  private boolean takeFloat(Range range) {
    boolean isFloat =
        histogramAt >= range.histogramHigh
            || (floatAt < range.floatHigh
                && run.times()[floatAt] < run.histograms().time(histogramAt));
    floatAt += isFloat ? 1 : 0;
    histogramAt += isFloat ? 0 : 1;
    return isFloat;
  }

  private boolean floatStep(int at) {
    double before = run.values()[at - 1];
    double now = run.values()[at];
    if (!resets) {
      return now != before && !(Double.isNaN(now) && Double.isNaN(before));
    }
    return now < before
        || Starts.reset(run.start(at - 1), run.times()[at - 1], run.start(at), run.times()[at]);
  }

  private boolean histogramStep(int at) {
    var own = run.histograms();
    if (!resets) {
      return !same(own.value(at - 1), own.value(at));
    }
    return Starts.reset(own.start(at - 1), own.time(at - 1), own.start(at), own.time(at))
        || own.reset(at);
  }

  /// Tells whether two histograms say the same; buckets without a count say nothing.
  private static boolean same(Histogram before, Histogram now) {
    return before.layout().equals(now.layout())
        ? now.sameCounts(before)
        : Tally.of(now).compact().sameCounts(Tally.of(before).compact());
  }
}
