package io.tocsin.promql.rollup;

import io.tocsin.promql.notes.Note;

/// Functions that calculate with the floats of a window only, and say so where there are histograms
/// too.
record MixedFloats() implements MixedRollup {
  @Override
  public void apply(Run run, Row out, Remarks remarks) {
    if (!run.hasHistograms()) {
      return;
    }
    var own = run.histograms();
    for (int step = 0; step < out.steps(); step++) {
      if (own.high[step] > own.low[step] && run.high[step] > run.low[step]) {
        remarks.say(Note.IGNORED_IN_RANGE);
        return;
      }
    }
  }
}
