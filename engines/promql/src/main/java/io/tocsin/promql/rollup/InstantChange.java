package io.tocsin.promql.rollup;

/// `irate` and `idelta`: from the last two samples of a window.
record InstantChange(boolean rate) implements Rollup {
  @Override
  public void apply(Run run, double[] out) {
    var times = run.times();
    var values = run.values();
    for (int step = 0; step < out.length; step++) {
      int last = run.high[step] - 1;
      if (last <= run.low[step]) {
        out[step] = Cell.ABSENT;
        continue;
      }
      double before = values[last - 1];
      boolean reset = rate && values[last] < before;
      double change = reset ? values[last] : values[last] - before;
      out[step] = rate ? change / ((times[last] - times[last - 1]) / 1000.0) : change;
    }
  }
}
