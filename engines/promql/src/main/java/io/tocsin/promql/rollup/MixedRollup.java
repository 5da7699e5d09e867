package io.tocsin.promql.rollup;

/// What a function over range vectors makes of windows that hold histograms, or counters of which
/// it is known since when they count. Called after the function's [Rollup], which has seen floats
/// only; changes the steps where that is not the answer.
public interface MixedRollup {
  /// Changes what is not the answer.
  ///
  /// @param out filled from the windows' floats
  void apply(Run run, Row out, Remarks remarks);
}
