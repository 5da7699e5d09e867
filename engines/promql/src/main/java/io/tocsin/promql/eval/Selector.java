package io.tocsin.promql.eval;

import io.tocsin.model.SampleBuffer;
import io.tocsin.model.SeriesSet;
import io.tocsin.model.StaleNan;
import io.tocsin.promql.block.Block;
import io.tocsin.promql.block.Budget;
import io.tocsin.promql.block.Rows;
import io.tocsin.promql.block.SetRows;
import io.tocsin.promql.rollup.Cell;
import io.tocsin.promql.rollup.Steps;
import io.tocsin.promql.rollup.Windows;

/// An instant vector: at each step the newest sample of the window that reaches back as far as the
/// lookback, unless that is a staleness marker. One walk over samples and steps together.
final class Selector implements Block {
  private final SeriesSet set;
  private final Windows windows;
  private final Budget budget;
  private final boolean timestamps;
  private final SampleBuffer buffer = new SampleBuffer();

  /// @param windows whose range is the lookback
  /// @param timestamps whether samples' times in seconds are wanted instead of their values
  Selector(SeriesSet set, Windows windows, boolean timestamps, Budget budget) {
    this.set = set;
    this.windows = windows;
    this.timestamps = timestamps;
    this.budget = budget;
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
    buffer.clear();
    set.read(row, buffer);
    var times = buffer.timestamps();
    var values = buffer.values();
    int size = buffer.size();
    int next = 0;
    int found = 0;
    for (int step = 0; step < out.length; step++) {
      long to = windows.end(step);
      while (next < size && times[next] <= to) {
        next++;
      }
      if (next == 0
          || times[next - 1] <= to - windows.rangeMillis()
          || StaleNan.is(values[next - 1])) {
        out[step] = Cell.ABSENT;
      } else {
        out[step] = timestamps ? times[next - 1] / 1000.0 : values[next - 1];
        found++;
      }
    }
    budget.countRead(found);
  }
}
