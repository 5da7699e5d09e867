package io.tocsin.promql.rollup;

import io.tocsin.promql.numeric.KahanSum;

/// Fits a line to one window by going through its samples, with compensated sums.
final class PlainRegression {
  private final KahanSum x = new KahanSum();
  private final KahanSum y = new KahanSum();
  private final KahanSum xy = new KahanSum();
  private final KahanSum xx = new KahanSum();

  Regression.Line fit(Run run, int low, int high, long originMillis) {
    x.reset(0);
    y.reset(0);
    xy.reset(0);
    xx.reset(0);
    var times = run.times();
    var values = run.values();
    for (int i = low; i < high; i++) {
      double seconds = Regression.seconds((double) (times[i] - originMillis));
      x.add(seconds);
      y.add(values[i]);
      xy.add(seconds * values[i]);
      xx.add(seconds * seconds);
    }
    return Regression.Line.of(high - low, x.total(), y.total(), xy.total(), xx.total());
  }
}
