package io.tocsin.promql.rollup;

import java.util.Arrays;

/// `rate`, `increase` and `delta`: the difference of the last and first sample of a window, counter
/// resets added back, extrapolated to the window's ends. The order of floating-point operations is
/// Prometheus', so that results agree to the last bit.
final class Counters implements Rollup {
  /// Which of the functions.
  enum Kind {
    RATE,
    INCREASE,
    DELTA
  }

  static final double EXTRAPOLATION_THRESHOLD = 1.1;

  private final boolean counter;
  private final boolean perSecond;
  private int[] resets = new int[16];
  private int resetCount;

  Counters(Kind kind) {
    this.counter = kind != Kind.DELTA;
    this.perSecond = kind == Kind.RATE;
  }

  @Override
  public void apply(Run run, double[] out) {
    if (counter) {
      findResets(run);
    }
    var times = run.times();
    var values = run.values();
    double rangeSeconds = run.windows.rangeSeconds();
    int firstReset = 0;
    for (int step = 0; step < out.length; step++) {
      int low = run.low[step];
      int last = run.high[step] - 1;
      if (last <= low) {
        out[step] = Cell.ABSENT;
        continue;
      }
      double difference = values[last] - values[low];
      while (firstReset < resetCount && resets[firstReset] <= low) {
        firstReset++;
      }
      for (int i = firstReset; i < resetCount && resets[i] <= last; i++) {
        difference += values[resets[i] - 1];
      }
      double factor =
          factor(
              times[low] - run.windows.start(step),
              run.windows.end(step) - times[last],
              times[last] - times[low],
              last - low,
              counter && difference > 0 && values[low] >= 0 ? values[low] / difference : -1);
      out[step] = difference * (perSecond ? factor / rangeSeconds : factor);
    }
  }

  /// Lists the positions of samples below the one before them.
  private void findResets(Run run) {
    var values = run.values();
    int size = run.size();
    resetCount = 0;
    for (int i = 1; i < size; i++) {
      if (values[i] < values[i - 1]) {
        if (resetCount == resets.length) {
          resets = Arrays.copyOf(resets, resetCount * 2);
        }
        resets[resetCount++] = i;
      }
    }
  }

  /// @param zeroRatio how many sampled intervals before the first sample a counter was zero;
  ///   negative where that says nothing
  static double factor(
      long toStartMillis, long toEndMillis, long sampledMillis, int intervals, double zeroRatio) {
    double toStart = toStartMillis / 1000.0;
    double toEnd = toEndMillis / 1000.0;
    double sampled = sampledMillis / 1000.0;
    double average = sampled / intervals;
    double threshold = average * EXTRAPOLATION_THRESHOLD;
    if (toStart >= threshold) {
      toStart = average / 2;
    }
    if (zeroRatio >= 0) {
      double toZero = sampled * zeroRatio;
      if (toZero < toStart) {
        toStart = toZero;
      }
    }
    if (toEnd >= threshold) {
      toEnd = average / 2;
    }
    return sampled == 0 ? 1 : (sampled + toStart + toEnd) / sampled;
  }
}
