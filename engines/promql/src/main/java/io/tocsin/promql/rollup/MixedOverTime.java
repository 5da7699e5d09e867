package io.tocsin.promql.rollup;

import io.tocsin.promql.QueryException;

/// Functions that count, pick or date samples of either type.
///
/// @param function its name
record MixedOverTime(String function) implements MixedRollup {
  @Override
  public void apply(Run run, Row out, Remarks remarks) {
    if (!run.hasHistograms()) {
      return;
    }
    var own = run.histograms();
    for (int step = 0; step < out.steps(); step++) {
      if (own.high[step] > own.low[step]) {
        step(run, step, out);
      }
    }
  }

  private void step(Run run, int step, Row out) {
    var own = run.histograms();
    int floats = run.high[step] - run.low[step];
    int first = own.low[step];
    int last = own.high[step] - 1;
    boolean startsSo = floats == 0 || own.time(first) < run.times()[run.low[step]];
    boolean endsSo = floats == 0 || own.time(last) > run.times()[run.high[step] - 1];
    switch (function) {
      case "count_over_time" -> out.set(step, floats + last - first + 1.0);
      case "present_over_time", "absent_over_time" -> out.set(step, 1);
      case "first_over_time" -> {
        if (startsSo) {
          out.set(step, own.value(first));
        }
      }
      case "last_over_time" -> {
        if (endsSo) {
          out.set(step, own.value(last));
        }
      }
      case "ts_of_first_over_time" -> {
        if (startsSo) {
          out.set(step, own.time(first) / 1000.0);
        }
      }
      case "ts_of_last_over_time" -> {
        if (endsSo) {
          out.set(step, own.time(last) / 1000.0);
        }
      }
      default ->
          throw new QueryException(
              QueryException.Kind.INTERNAL, "function: " + function + " (expected: a known one)");
    }
  }
}
