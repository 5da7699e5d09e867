package io.tocsin.promql.eval;

import io.tocsin.model.SeriesSet;
import io.tocsin.promql.block.Block;
import io.tocsin.promql.block.Budget;
import io.tocsin.promql.block.Rows;
import io.tocsin.promql.block.SetRows;
import io.tocsin.promql.rollup.Cell;
import io.tocsin.promql.rollup.Run;
import io.tocsin.promql.rollup.Steps;
import io.tocsin.promql.rollup.Windows;

/// An instant vector with `smoothed`: between two samples the value is interpolated, after the last
/// one it stands still for as long as the lookback.
record SmoothedSelector(SeriesSet set, Windows windows, Run run, Budget budget) implements Block {
  /// @param windows whose range is the lookback
  static SmoothedSelector of(SeriesSet set, Windows windows, Budget budget) {
    return new SmoothedSelector(set, windows, new Run(windows), budget);
  }

  @Override
  public Rows rows() {
    return SetRows.of(set);
  }

  @Override
  public Steps steps() {
    return windows.steps();
  }

  @Override
  public void read(int row, double[] out) {
    budget.check();
    set.read(row, run.cleared());
    budget.countRead(run.arrange());
    for (int step = 0; step < out.length; step++) {
      out[step] = run.low[step] < run.high[step] ? value(step) : Cell.ABSENT;
    }
  }

  private double value(int step) {
    int last = run.high[step] - 1;
    long time = windows.end(step);
    var times = run.times();
    double before = run.values()[last];
    int next = last + 1;
    boolean standing =
        times[last] == time || next == run.size() || times[next] > time + windows.rangeMillis();
    if (standing) {
      return before;
    }
    double after = run.values()[next];
    return before + (after - before) * (time - times[last]) / (times[next] - times[last]);
  }
}
