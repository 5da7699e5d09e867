package io.tocsin.promql.rollup;

/// `resets` and `changes` of windows that may hold histograms, or counters that say since when they
/// count.
record MixedCounts(boolean resets) implements MixedRollup {
  @Override
  public void apply(Run run, Row out, Remarks remarks) {
    var steps = new TypedSteps(run, resets);
    for (int step = 0; step < out.steps(); step++) {
      var range = TypedSteps.Range.of(run, step);
      if (!range.isEmpty()) {
        out.set(step, steps.count(range));
      }
    }
  }
}
