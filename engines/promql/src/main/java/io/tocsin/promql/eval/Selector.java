package io.tocsin.promql.eval;

import io.tocsin.model.SampleBuffer;
import io.tocsin.model.SeriesSet;
import io.tocsin.model.StaleNan;
import io.tocsin.promql.QueryException;
import io.tocsin.promql.block.Block;
import io.tocsin.promql.block.Budget;
import io.tocsin.promql.block.Names;
import io.tocsin.promql.block.Rows;
import io.tocsin.promql.block.SetRows;
import io.tocsin.promql.rollup.Cell;
import io.tocsin.promql.rollup.Row;
import io.tocsin.promql.rollup.Steps;
import io.tocsin.promql.rollup.Windows;

/// An instant vector: at each step the newest sample of the window that reaches back as far as the
/// lookback, unless that is a staleness marker. One walk over samples and steps together.
final class Selector implements Block {
  private final SeriesSet set;
  private final Windows windows;
  private final Budget budget;
  private final Wanted wanted;
  private final SampleBuffer buffer = new SampleBuffer();

  /// What is wanted of a sample.
  enum Wanted {
    VALUE,
    /// Its time, in seconds.
    TIME,
    /// Its time, in seconds; a histogram is an error.
    INFO_TIME,
    /// Since when it counts, in seconds; 0 for unknown.
    START
  }

  /// @param windows whose range is the lookback
  Selector(SeriesSet set, Windows windows, Wanted wanted, Budget budget) {
    this.set = set;
    this.windows = windows;
    this.wanted = wanted;
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
  public void read(int row, Row out) {
    budget.check();
    buffer.clear();
    set.read(row, buffer);
    out.dropHistograms();
    if (buffer.histograms() != null && wanted == Wanted.VALUE) {
      readTypes(out);
      return;
    }
    if (wanted == Wanted.VALUE) {
      readFloats(out.values());
    } else {
      readTimes(row, out.values());
    }
  }

  private void readFloats(double[] out) {
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
        out[step] = values[next - 1];
        found++;
      }
    }
    budget.countRead(found, found);
  }

  private void readTimes(int series, double[] out) {
    int next = 0;
    int found = 0;
    for (int step = 0; step < out.length; step++) {
      next = advance(next, windows.end(step));
      boolean gone = isGone(next, windows.end(step));
      out[step] = gone ? Cell.ABSENT : time(series, next - 1);
      found += gone ? 0 : 1;
    }
    budget.countRead(found, found);
  }

  private double time(int series, int position) {
    if (wanted == Wanted.INFO_TIME && buffer.histogram(position) != null) {
      throw new QueryException(
          QueryException.Kind.EXECUTION,
          "this should be an info metric, with float samples: "
              + Names.spelled(set.labels(series)));
    }
    if (wanted != Wanted.START) {
      return buffer.timestamps()[position] / 1000.0;
    }
    var starts = buffer.starts();
    return starts == null ? 0 : starts[position] / 1000.0;
  }

  /// Returns the position behind the samples up to a time.
  private int advance(int from, long time) {
    var times = buffer.timestamps();
    int size = buffer.size();
    int next = from;
    while (next < size && times[next] <= time) {
      next++;
    }
    return next;
  }

  /// Tells whether the sample before a position is too old, a marker, or none.
  private boolean isGone(int next, long time) {
    return next == 0
        || buffer.timestamps()[next - 1] <= time - windows.rangeMillis()
        || StaleNan.is(buffer.values()[next - 1]);
  }

  /// Reads a row that has histograms among its samples.
  private void readTypes(Row out) {
    int next = 0;
    long found = 0;
    for (int step = 0; step < out.steps(); step++) {
      next = advance(next, windows.end(step));
      if (isGone(next, windows.end(step))) {
        out.clear(step);
        continue;
      }
      var histogram = buffer.histogram(next - 1);
      if (histogram == null) {
        out.set(step, buffer.values()[next - 1]);
        found++;
      } else {
        out.set(step, histogram);
        found += Row.samples(histogram);
      }
    }
    budget.countRead(found, found);
  }
}
