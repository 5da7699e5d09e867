package io.tocsin.promql.rollup;

import io.tocsin.model.BucketLayout;
import io.tocsin.model.Histogram;
import io.tocsin.model.Histogram.ResetHint;
import io.tocsin.promql.histogram.Tally;
import io.tocsin.promql.notes.Note;
import org.jspecify.annotations.Nullable;

/// The difference of the last and first histogram of a window, counter resets added back.
final class HistogramRate {
  static final String ADDITION = "addition";
  static final String SUBTRACTION = "subtraction";

  private final boolean counter;
  private final HistogramRun run;
  private final Remarks remarks;

  HistogramRate(boolean counter, HistogramRun run, Remarks remarks) {
    this.counter = counter;
    this.run = run;
    this.remarks = remarks;
  }

  /// Returns the difference over at least two histograms, or null if they do not fit together.
  @Nullable Tally difference(int low, int high) {
    if (counter) {
      sayGauges(low, high);
    }
    var first = run.value(low);
    // Nothing is left of a first histogram that a reset follows, whatever its layout.
    if (counter && isReset(low + 1)) {
      first = empty(run.value(low + 1).layout());
    }
    var last = run.value(high - 1);
    if (!fits(first.layout(), low, high)) {
      remarks.say(Note.MIXED_SCHEMAS);
      return null;
    }
    var difference = Tally.of(last.withHint(ResetHint.UNKNOWN));
    if (!last.layout().isCustom()) {
      difference.coarsen(coarsest(first, low, high));
    }
    difference.subtract(first);
    sayReconciled(difference, SUBTRACTION);
    if (counter) {
      addResets(difference, low, high);
    } else if (run.value(low).hint() != ResetHint.GAUGE || last.hint() != ResetHint.GAUGE) {
      remarks.say(Note.NOT_GAUGE);
    }
    return difference.hint(ResetHint.GAUGE);
  }

  private boolean isReset(int position) {
    return run.reset(position)
        || Starts.reset(
            run.start(position - 1),
            run.time(position - 1),
            run.start(position),
            run.time(position));
  }

  private void sayGauges(int low, int high) {
    for (int i = low; i < high; i++) {
      if (run.value(i).hint() == ResetHint.GAUGE) {
        remarks.say(Note.NOT_COUNTER);
        return;
      }
    }
  }

  static Histogram empty(BucketLayout like) {
    var none = new int[0];
    var layout =
        like.isCustom()
            ? BucketLayout.custom(like.customBounds(), none)
            : BucketLayout.exponential(like.schema(), 0, none, none);
    return new Histogram(layout, ResetHint.UNKNOWN, 0, 0, 0, new double[0]);
  }

  private boolean fits(BucketLayout first, int low, int high) {
    boolean custom = first.isCustom();
    for (int i = counter ? low + 1 : high - 1; i < high; i++) {
      if (run.value(i).layout().isCustom() != custom) {
        return false;
      }
    }
    return true;
  }

  private int coarsest(Histogram first, int low, int high) {
    int schema = Math.min(first.layout().schema(), run.value(high - 1).layout().schema());
    for (int i = low + 1; counter && i < high - 1; i++) {
      schema = Math.min(schema, run.value(i).layout().schema());
    }
    return schema;
  }

  private void addResets(Tally difference, int low, int high) {
    boolean overlap = false;
    for (int i = low + 1; i < high; i++) {
      overlap |= Starts.overlap(run.start(i - 1), run.time(i - 1), run.start(i));
      // The first one is already gone if a reset follows it.
      if (i > low + 1 && isReset(i)) {
        difference.add(run.value(i - 1));
        sayReconciled(difference, ADDITION);
      }
    }
    if (overlap) {
      remarks.sayOverlap();
    }
  }

  private void sayReconciled(Tally tally, String operation) {
    if (tally.takesReconciled()) {
      remarks.sayOf(Note.RECONCILED, operation);
    }
  }
}
