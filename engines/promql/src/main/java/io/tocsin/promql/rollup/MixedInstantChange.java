package io.tocsin.promql.rollup;

import io.tocsin.model.Histogram;
import io.tocsin.model.Histogram.ResetHint;
import io.tocsin.promql.histogram.Resets;
import io.tocsin.promql.histogram.Tally;
import io.tocsin.promql.notes.Note;
import org.jspecify.annotations.Nullable;

/// `irate` and `idelta` where the last two samples of a window may be histograms, or counters that
/// say since when they count.
record MixedInstantChange(boolean rate) implements MixedRollup {
  /// One of the last two samples.
  private record Sample(long time, double value, @Nullable Histogram histogram, long start) {}

  @Override
  public void apply(Run run, Row out, Remarks remarks) {
    for (int step = 0; step < out.steps(); step++) {
      int at = step;
      var last = newest(run, at, Long.MAX_VALUE);
      var before = last == null ? null : newest(run, at, last.time);
      if (last != null && before != null) {
        change(before, last, at, out, remarks);
      } else {
        out.clear(step);
      }
    }
  }

  /// Returns the newest sample of a window before a time.
  private static @Nullable Sample newest(Run run, int step, long end) {
    int floatAt = run.high[step] - 1;
    while (floatAt >= run.low[step] && run.times()[floatAt] >= end) {
      floatAt--;
    }
    boolean hasFloat = floatAt >= run.low[step];
    long floatTime = hasFloat ? run.times()[floatAt] : Long.MIN_VALUE;
    if (run.hasHistograms()) {
      var own = run.histograms();
      int at = own.high[step] - 1;
      while (at >= own.low[step] && own.time(at) >= end) {
        at--;
      }
      if (at >= own.low[step] && own.time(at) > floatTime) {
        return new Sample(own.time(at), 0, own.value(at), own.start(at));
      }
    }
    return hasFloat ? new Sample(floatTime, run.values()[floatAt], null, run.start(floatAt)) : null;
  }

  private void change(Sample before, Sample last, int step, Row out, Remarks remarks) {
    double seconds = (last.time - before.time) / 1000.0;
    boolean started = Starts.reset(before.start, before.time, last.start, last.time);
    if (before.histogram == null && last.histogram == null) {
      boolean reset = rate && (last.value < before.value || started);
      double change = reset ? last.value : last.value - before.value;
      out.set(step, rate ? change / seconds : change);
    } else if (before.histogram != null && last.histogram != null) {
      var change = change(before.histogram, last.histogram, started, remarks);
      out.set(step, change == null ? null : rate ? change.divide(seconds).full() : change.full());
    } else {
      remarks.say(Note.MIXED_TYPES);
      out.clear(step);
    }
  }

  private @Nullable Tally change(
      Histogram before, Histogram last, boolean started, Remarks remarks) {
    boolean anyGauge = last.hint() == ResetHint.GAUGE || before.hint() == ResetHint.GAUGE;
    boolean allGauge = last.hint() == ResetHint.GAUGE && before.hint() == ResetHint.GAUGE;
    if (rate && anyGauge) {
      remarks.say(Note.NOT_COUNTER);
    } else if (!rate && !allGauge) {
      remarks.say(Note.NOT_GAUGE);
    }
    var change = Tally.of(last);
    if (!rate || (!started && !Resets.between(before, last))) {
      if (!change.takes(before)) {
        remarks.say(Note.MIXED_SCHEMAS);
        return null;
      }
      change.subtract(before);
      if (change.takesReconciled()) {
        remarks.sayOf(Note.RECONCILED, HistogramRate.SUBTRACTION);
      }
    }
    return Tally.of(change.hint(ResetHint.GAUGE).compact());
  }
}
