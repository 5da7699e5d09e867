package io.tocsin.promql.rollup;

import io.tocsin.model.Histogram;
import io.tocsin.model.Histogram.ResetHint;
import io.tocsin.promql.histogram.Resets;
import io.tocsin.promql.histogram.Tally;
import io.tocsin.promql.notes.Note;
import org.jspecify.annotations.Nullable;

/// `rate`, `increase` and `delta` of `anchored` and `smoothed` ranges over histograms.
final class ExtendedHistograms {
  private final String function;
  private final boolean counter;
  private final ExtendedRollup.Borders borders;
  private final Run run;
  private final HistogramRun own;
  private final Remarks remarks;

  ExtendedHistograms(String function, ExtendedRollup.Borders borders, Run run, Remarks remarks) {
    this.function = function;
    this.counter = !function.equals("delta");
    this.borders = borders;
    this.run = run;
    this.own = run.histograms();
    this.remarks = remarks;
  }

  void apply(Row out) {
    for (int step = 0; step < out.steps(); step++) {
      boolean histograms = own.high[step] > own.low[step];
      if (histograms && run.high[step] > run.low[step]) {
        remarks.say(Note.MIXED_TYPES);
        out.clear(step);
      } else if (histograms) {
        out.set(step, difference(step));
      }
    }
  }

  private @Nullable Histogram difference(int step) {
    int low = own.low[step];
    int high = own.high[step];
    long start = borders.start(run, step);
    long end = borders.end(run, step);
    boolean smoothed = borders.smoothed();
    var times = own.times();
    int behind = ExtendedRollup.firstAfter(times, low, high, start);
    int first = Math.max(low, Math.min(behind, high - 1) - 1);
    int reaching = ExtendedRollup.firstAfter(times, low, high, end - 1);
    int last = smoothed ? Math.min(reaching, high - 1) : high - 1;
    if (own.time(last) <= start || (smoothed && own.time(first) > end) || !fit(first, last)) {
      return null;
    }
    var between = new Interpolation(counter, remarks);
    boolean cutsLeft = smoothed && own.time(first) < start;
    boolean cutsRight = smoothed && last > low && own.time(last) > end;
    var left = cutsLeft ? between.at(own, first, start) : own.value(first);
    var right = cutsRight ? between.at(own, last - 1, end) : own.value(last);
    if (left == null || right == null) {
      return null;
    }
    boolean gauges = left.hint() == ResetHint.GAUGE && right.hint() == ResetHint.GAUGE;
    if (!counter && !gauges) {
      remarks.say(Note.NOT_GAUGE);
    }
    return difference(left, right, new Bounds(first, last, cutsLeft));
  }

  /// The first and last histogram, and whether the first is interpolated.
  private record Bounds(int first, int last, boolean cut) {}

  private @Nullable Histogram difference(Histogram left, Histogram right, Bounds bounds) {
    var result = Tally.of(right);
    if (!result.takes(left)) {
      remarks.say(Note.MIXED_SCHEMAS);
      return null;
    }
    result.subtract(left);
    sayReconciled(result, HistogramRate.SUBTRACTION);
    if (counter) {
      var correction = correction(left, right, bounds);
      if (correction != null) {
        result.add(correction.full());
        sayReconciled(result, HistogramRate.ADDITION);
      }
    }
    if (function.equals("rate")) {
      result.divide(borders.rangeSeconds(run));
    }
    return result.hint(ResetHint.GAUGE).compact();
  }

  private void sayReconciled(Tally tally, String operation) {
    if (tally.takesReconciled()) {
      remarks.sayOf(Note.RECONCILED, operation);
    }
  }

  /// Tells whether all histograms have the same kind of buckets; says where some are gauges.
  private boolean fit(int first, int last) {
    boolean custom = own.value(first).layout().isCustom();
    for (int i = first; i <= last; i++) {
      if (own.value(i).layout().isCustom() != custom) {
        remarks.say(Note.MIXED_SCHEMAS);
        return false;
      }
      if (counter && own.value(i).hint() == ResetHint.GAUGE) {
        remarks.say(Note.NOT_COUNTER);
      }
    }
    return true;
  }

  /// Returns the sum of what was lost at resets between both borders, or null for none. A reset
  /// that the left border was interpolated over is already accounted for.
  private @Nullable Tally correction(Histogram left, Histogram right, Bounds bounds) {
    int from = bounds.first + 1;
    var before = left;
    if (bounds.cut && own.reset(from)) {
      before = own.value(from);
      from++;
    }
    if (from > bounds.last) {
      return null;
    }
    Tally correction = null;
    for (int i = from; i < bounds.last; i++) {
      correction = add(correction, before, own.value(i));
      before = own.value(i);
    }
    return add(correction, before, right);
  }

  private @Nullable Tally add(@Nullable Tally correction, Histogram before, Histogram now) {
    if (!Resets.between(before, now)) {
      return correction;
    }
    if (correction == null) {
      return Tally.of(before);
    }
    correction.add(before);
    sayReconciled(correction, HistogramRate.ADDITION);
    return correction;
  }
}
