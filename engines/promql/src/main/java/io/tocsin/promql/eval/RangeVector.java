package io.tocsin.promql.eval;

import io.tocsin.model.Histogram;
import io.tocsin.model.Histogram.ResetHint;
import io.tocsin.model.SampleBuffer;
import io.tocsin.model.SeriesSet;
import io.tocsin.promql.block.Block;
import io.tocsin.promql.block.Budget;
import io.tocsin.promql.block.Rows;
import io.tocsin.promql.block.SetRows;
import io.tocsin.promql.rollup.Cell;
import io.tocsin.promql.rollup.Row;
import io.tocsin.promql.rollup.Windows;

/// A range vector before a function is applied: series, and where their windows lie.
interface RangeVector {
  Rows rows();

  Windows windows();

  /// Tells whether the samples are the store's.
  default boolean isStored() {
    return true;
  }

  /// Appends the samples of a row that any window needs; staleness markers may be among them.
  void load(int row, SampleBuffer out);

  /// Series of the store.
  record Stored(SeriesSet set, Rows rows, Windows windows) implements RangeVector {
    Stored(SeriesSet set, Windows windows) {
      this(set, SetRows.of(set), windows);
    }

    @Override
    public void load(int row, SampleBuffer out) {
      set.read(row, out);
    }
  }

  /// A subquery: the steps of an inner block become samples.
  final class Subquery implements RangeVector {
    private final Block inner;
    private final Windows windows;
    private final Row row;
    private final Budget budget;

    Subquery(Block inner, Windows windows, Budget budget) {
      this.inner = inner;
      this.budget = budget;
      this.windows = windows;
      this.row = new Row(inner.steps().count());
    }

    @Override
    public Rows rows() {
      return inner.rows();
    }

    @Override
    public Windows windows() {
      return windows;
    }

    /// What was known of resets was about neighbours that may be left out here.
    private static Histogram withoutResets(Histogram histogram) {
      return histogram.hint() == ResetHint.GAUGE
          ? histogram
          : histogram.withHint(ResetHint.UNKNOWN);
    }

    @Override
    public boolean isStored() {
      return false;
    }

    @Override
    public void load(int index, SampleBuffer out) {
      budget.entersSubquery();
      inner.read(index, row);
      budget.leavesSubquery();
      for (int step = 0; step < row.steps(); step++) {
        var histogram = row.histogram(step);
        if (histogram != null) {
          out.add(inner.steps().time(step), withoutResets(histogram));
        } else if (Cell.present(row.values()[step])) {
          out.add(inner.steps().time(step), row.values()[step]);
        }
      }
    }
  }
}
