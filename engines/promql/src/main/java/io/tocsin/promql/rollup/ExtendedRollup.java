package io.tocsin.promql.rollup;

/// `rate`, `increase`, `delta`, `resets` and `changes` over ranges that are `anchored` (they begin
/// with the last sample before the range, if it is recent) or `smoothed` (values at both borders
/// are interpolated from the samples around them).
public final class ExtendedRollup implements Rollup {
  private final String function;
  private final boolean counter;
  private final boolean smoothed;
  private final long lookbackMillis;

  public ExtendedRollup(String function, boolean smoothed, long lookbackMillis) {
    this.function = function;
    this.counter = !function.equals("delta");
    this.smoothed = smoothed;
    this.lookbackMillis = lookbackMillis;
  }

  @Override
  public void apply(Run run, double[] out) {
    var times = run.times();
    int low = 0;
    int high = 0;
    for (int step = 0; step < out.length; step++) {
      long from = run.windows.start(step) - lookbackMillis;
      long to = run.windows.end(step) + (smoothed ? lookbackMillis : 0);
      while (high < run.size() && times[high] <= to) {
        high++;
      }
      while (low < high && times[low] <= from) {
        low++;
      }
      out[step] = low < high ? value(run, step, low, high) : Cell.ABSENT;
    }
  }

  private double value(Run run, int step, int low, int high) {
    return switch (function) {
      case "resets", "changes" -> count(run, step, low, high);
      default -> difference(run, step, low, high);
    };
  }

  private double count(Run run, int step, int low, int high) {
    long start = run.windows.start(step);
    int first = firstAfter(run, low, high, start);
    if (first == high) {
      return Cell.ABSENT;
    }
    int anchor = Math.max(low, first - 1);
    return function.equals("resets")
        ? OverTime.resets(run, step, anchor, high)
        : OverTime.changes(run, step, anchor, high);
  }

  /// Returns the first position in the window whose time is later; the end for none.
  private static int firstAfter(Run run, int low, int high, long time) {
    int at = low;
    while (at < high && run.times()[at] <= time) {
      at++;
    }
    return at;
  }

  private double difference(Run run, int step, int low, int high) {
    long start = run.windows.start(step);
    long end = run.windows.end(step);
    int first = Math.max(low, Math.min(firstAfter(run, low, high, start), high - 1) - 1);
    int last = smoothed ? Math.min(firstAfter(run, low, high, end - 1), high - 1) : high - 1;
    var times = run.times();
    if (times[last] <= start || (smoothed && times[first] > end)) {
      return Cell.ABSENT;
    }
    var values = run.values();
    boolean leftBetween = smoothed && times[first] < start;
    boolean rightBetween = smoothed && last > low && times[last] > end;
    double left = leftBetween ? between(run, first, start) : values[first];
    double right = rightBetween ? between(run, last - 1, end) : values[last];
    double result = right - left;
    if (counter) {
      int from = times[first] <= start ? first + 1 : first;
      int to = times[last] >= end ? last : last + 1;
      result += resetCorrection(values, from, to, left, right);
    }
    return function.equals("rate") ? result / run.windows.rangeSeconds() : result;
  }

  private double between(Run run, int at, long time) {
    var times = run.times();
    double before = run.values()[at];
    double after = run.values()[at + 1];
    double base = counter && after < before ? 0 : before;
    return base + (after - base) * (time - times[at]) / (times[at + 1] - times[at]);
  }

  private static double resetCorrection(
      double[] values, int from, int to, double left, double right) {
    double correction = 0;
    double before = left;
    for (int i = from; i < to; i++) {
      if (values[i] < before) {
        correction += before;
      }
      before = values[i];
    }
    return right < before ? correction + before : correction;
  }
}
