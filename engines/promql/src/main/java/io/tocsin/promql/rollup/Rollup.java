package io.tocsin.promql.rollup;

/// Makes one value per window of a series. One object serves one node of one query and may keep
/// scratch space.
public interface Rollup {
  /// Fills `out` with one entry per step.
  void apply(Run run, double[] out);
}
