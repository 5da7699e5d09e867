package io.tocsin.promql.rollup;

import io.tocsin.model.SampleBuffer;

/// `rate`, `increase`, `delta`, `resets` and `changes` over ranges that are `anchored` (they begin
/// with the last sample before the range, if it is recent) or `smoothed` (values at both borders
/// are interpolated from the samples around them). Reads windows that are longer than the range.
public final class ExtendedRollup implements Rollup, MixedRollup {
  private final String function;
  private final boolean counter;
  private final Borders borders;

  public ExtendedRollup(String function, Borders borders) {
    this.function = function;
    this.counter = !function.equals("delta");
    this.borders = borders;
  }

  /// Where the range lies within the windows that are read.
  ///
  /// @param lookbackMillis how far windows reach out before the range, and behind if `smoothed`
  public record Borders(boolean smoothed, long lookbackMillis) {
    long start(Run run, int step) {
      return run.windows.start(step) + lookbackMillis;
    }

    long end(Run run, int step) {
      return run.windows.end(step) - (smoothed ? lookbackMillis : 0);
    }

    /// Adds the floats of the range at the only step, with one at each border.
    public void extend(Run run, SampleBuffer out) {
      int low = run.low[0];
      int high = run.high[0];
      long start = start(run, 0);
      long end = end(run, 0);
      if (low == high) {
        return;
      }
      long[] times = run.times();
      int first = Math.max(low, Math.min(firstAfter(times, low, high, start), high - 1) - 1);
      int last = smoothed ? Math.min(firstAfter(times, low, high, end - 1), high - 1) : high - 1;
      if (times[last] <= start) {
        return;
      }
      boolean cutsLeft = smoothed && times[first] < start;
      boolean cutsRight = smoothed && last > low && times[last] > end;
      out.add(start, cutsLeft ? between(run, first, start, false) : run.values()[first]);
      for (int i = first; i <= last; i++) {
        if (times[i] > start && times[i] < end) {
          out.add(times[i], run.values()[i]);
        }
      }
      out.add(end, cutsRight ? between(run, last - 1, end, false) : run.values()[last]);
    }

    double rangeSeconds(Run run) {
      return Windows.seconds(run.windows.rangeMillis() - (smoothed ? 2 : 1) * lookbackMillis);
    }
  }

  private boolean counts() {
    return function.equals("resets") || function.equals("changes");
  }

  @Override
  public void apply(Run run, double[] out) {
    for (int step = 0; step < out.length; step++) {
      int low = run.low[step];
      int high = run.high[step];
      out[step] = low >= high || counts() ? Cell.ABSENT : difference(run, step, low, high);
    }
    if (counts() && !run.hasHistograms() && !run.hasStarts()) {
      count(run, new Row(out));
    }
  }

  @Override
  public void apply(Run run, Row out, Remarks remarks) {
    if (counts()) {
      count(run, out);
    } else if (run.hasHistograms()) {
      new ExtendedHistograms(function, borders, run, remarks).apply(out);
    }
  }

  private void count(Run run, Row out) {
    var steps = new TypedSteps(run, function.equals("resets"));
    for (int step = 0; step < out.steps(); step++) {
      var range = anchored(run, step);
      if (range.isEmpty()) {
        out.clear(step);
      } else {
        out.set(step, steps.count(range));
      }
    }
  }

  /// Returns the samples of the range and the last one before; none if the range itself has none.
  private TypedSteps.Range anchored(Run run, int step) {
    var all = TypedSteps.Range.of(run, step);
    long start = borders.start(run, step);
    int floatAt = firstAfter(run.times(), all.floatLow(), all.floatHigh(), start);
    long[] times = run.hasHistograms() ? run.histograms().times() : run.times();
    int at = firstAfter(times, all.histogramLow(), all.histogramHigh(), start);
    if (floatAt == all.floatHigh() && at == all.histogramHigh()) {
      return new TypedSteps.Range(0, 0, 0, 0);
    }
    long floatTime = floatAt > all.floatLow() ? run.times()[floatAt - 1] : Long.MIN_VALUE;
    long time = at > all.histogramLow() ? times[at - 1] : Long.MIN_VALUE;
    boolean floatAnchor = floatAt > all.floatLow() && floatTime >= time;
    boolean anchor = !floatAnchor && at > all.histogramLow();
    return new TypedSteps.Range(
        floatAnchor ? floatAt - 1 : floatAt,
        all.floatHigh(),
        anchor ? at - 1 : at,
        all.histogramHigh());
  }

  /// Returns the first position from `low` whose time is later; `high` for none.
  static int firstAfter(long[] times, int low, int high, long time) {
    int at = low;
    while (at < high && times[at] <= time) {
      at++;
    }
    return at;
  }

  private double difference(Run run, int step, int low, int high) {
    long start = borders.start(run, step);
    long end = borders.end(run, step);
    var times = run.times();
    int first = Math.max(low, Math.min(firstAfter(times, low, high, start), high - 1) - 1);
    boolean smoothed = borders.smoothed();
    int last = smoothed ? Math.min(firstAfter(times, low, high, end - 1), high - 1) : high - 1;
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
    return function.equals("rate") ? result / borders.rangeSeconds(run) : result;
  }

  private double between(Run run, int at, long time) {
    return between(run, at, time, counter);
  }

  /// Returns the value at a time between the sample at a position and the next.
  static double between(Run run, int at, long time, boolean counter) {
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
