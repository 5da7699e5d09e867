package io.tocsin.promql.rollup;

import io.tocsin.model.Histogram;
import io.tocsin.promql.histogram.Resets;
import io.tocsin.promql.histogram.Tally;
import io.tocsin.promql.notes.Note;
import org.jspecify.annotations.Nullable;

/// Histograms between two of a series.
///
/// @param counter a reset between both means that it counted from zero
public record Interpolation(boolean counter, Remarks remarks) {
  /// Returns the histogram at a time from the one at a position to the next, or null if they do not
  /// fit together.
  public @Nullable Histogram at(HistogramRun run, int position, long time) {
    var before = run.value(position);
    var after = run.value(position + 1);
    if (time == run.time(position)) {
      return before;
    }
    if (time == run.time(position + 1)) {
      return after;
    }
    double fraction =
        (double) (time - run.time(position)) / (run.time(position + 1) - run.time(position));
    if (counter && Resets.between(before, after)) {
      return Tally.of(after).multiply(fraction).full();
    }
    var result = Tally.of(after);
    if (!result.takes(before)) {
      remarks.say(Note.MIXED_SCHEMAS);
      return null;
    }
    result.subtract(before);
    sayReconciled(result, HistogramRate.SUBTRACTION);
    result.multiply(fraction).add(before);
    sayReconciled(result, HistogramRate.ADDITION);
    return result.full();
  }

  private void sayReconciled(Tally tally, String operation) {
    if (tally.takesReconciled()) {
      remarks.sayOf(Note.RECONCILED, operation);
    }
  }
}
