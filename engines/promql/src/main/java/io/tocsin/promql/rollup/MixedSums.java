package io.tocsin.promql.rollup;

import io.tocsin.model.Histogram;
import io.tocsin.model.Histogram.ResetHint;
import io.tocsin.promql.histogram.HistogramMean;
import io.tocsin.promql.histogram.Tally;
import io.tocsin.promql.notes.Note;
import org.jspecify.annotations.Nullable;

/// `sum_over_time` and `avg_over_time` of windows that may hold histograms.
record MixedSums(boolean average) implements MixedRollup {
  private static final String AGGREGATION = "aggregation";

  @Override
  public void apply(Run run, Row out, Remarks remarks) {
    if (!run.hasHistograms()) {
      return;
    }
    var own = run.histograms();
    for (int step = 0; step < out.steps(); step++) {
      boolean histograms = own.high[step] > own.low[step];
      if (histograms && run.high[step] > run.low[step]) {
        remarks.say(Note.MIXED_TYPES);
        out.clear(step);
      } else if (histograms) {
        out.set(step, fold(own, own.low[step], own.high[step], remarks));
      }
    }
  }

  private @Nullable Histogram fold(HistogramRun run, int low, int high, Remarks remarks) {
    for (int i = low + 1; i < high; i++) {
      if (run.value(i).layout().isCustom() != run.value(low).layout().isCustom()) {
        remarks.say(Note.MIXED_SCHEMAS);
        return null;
      }
    }
    return average ? mean(run, low, high, remarks) : sum(run, low, high, remarks);
  }

  private static Histogram sum(HistogramRun run, int low, int high, Remarks remarks) {
    var sum = Tally.of(run.value(low));
    for (int i = low + 1; i < high; i++) {
      sum.add(run.value(i));
    }
    sayHow(sum.takesReconciled(), run, low, high, remarks);
    return sum.full();
  }

  private static Histogram mean(HistogramRun run, int low, int high, Remarks remarks) {
    var mean = new HistogramMean(run.value(low));
    for (int i = low + 1; i < high; i++) {
      mean.add(run.value(i));
    }
    sayHow(mean.reconciled(), run, low, high, remarks);
    return mean.result().full();
  }

  private static void sayHow(
      boolean reconciled, HistogramRun run, int low, int high, Remarks remarks) {
    if (reconciled) {
      remarks.sayOf(Note.RECONCILED, AGGREGATION);
    }
    boolean reset = false;
    boolean notReset = false;
    for (int i = low; i < high; i++) {
      reset |= run.value(i).hint() == ResetHint.RESET;
      notReset |= run.value(i).hint() == ResetHint.NOT_RESET;
    }
    if (reset && notReset) {
      remarks.sayOf(Note.RESET_COLLISION, AGGREGATION);
    }
  }
}
