package io.tocsin.promql.rollup;

/// Makes a value from the samples of one window, from `low` to before `high`; at least one.
@FunctionalInterface
interface WindowFunction {
  double apply(Run run, int step, int low, int high);

  /// Returns a rollup that calls this for every window with a sample.
  default Rollup rollup() {
    return (run, out) -> {
      for (int step = 0; step < out.length; step++) {
        int low = run.low[step];
        int high = run.high[step];
        out[step] = low < high ? apply(run, step, low, high) : Cell.ABSENT;
      }
    };
  }
}
