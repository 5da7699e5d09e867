package io.tocsin.promql.eval;

import io.tocsin.model.Histogram;
import io.tocsin.model.Histogram.ResetHint;
import io.tocsin.model.Labels;
import io.tocsin.model.SeriesSet;
import io.tocsin.promql.Span;
import io.tocsin.promql.block.Block;
import io.tocsin.promql.block.KeyTable;
import io.tocsin.promql.block.Rows;
import io.tocsin.promql.block.SetRows;
import io.tocsin.promql.notes.Note;
import io.tocsin.promql.rollup.Cell;
import io.tocsin.promql.rollup.Interpolation;
import io.tocsin.promql.rollup.Remarks;
import io.tocsin.promql.rollup.Row;
import io.tocsin.promql.rollup.Run;
import io.tocsin.promql.rollup.Steps;
import io.tocsin.promql.rollup.Windows;
import org.jspecify.annotations.Nullable;

/// An instant vector with `smoothed`: between two samples the value is interpolated, after the last
/// one it stands still for as long as the lookback.
final class SmoothedSelector implements Block {
  private final SeriesSet set;
  private final Windows windows;
  private final Scope scope;
  private final Run run;
  private final Remarks remarks;

  /// @param windows whose range is the lookback
  SmoothedSelector(SeriesSet set, Windows windows, Scope scope, Span span) {
    this.set = set;
    this.windows = windows;
    this.scope = scope;
    this.run = new Run(windows.extended(0, windows.rangeMillis()));
    this.remarks = new Remarks(scope.notes().at(span));
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
    scope.budget().check();
    set.read(row, run.cleared());
    scope.budget().countRead(run.arrange(), run.distinct());
    out.dropHistograms();
    for (int step = 0; step < out.steps(); step++) {
      out.values()[step] = run.low[step] < run.high[step] ? value(step) : Cell.ABSENT;
    }
    if (run.hasHistograms()) {
      remarks.about(() -> KeyTable.value(rows(), row, Labels.NAME));
      histograms(out);
    }
  }

  private double value(int step) {
    long time = windows.end(step);
    var times = run.times();
    int next = run.low[step];
    while (next < run.high[step] && times[next] < time) {
      next++;
    }
    if (next < run.high[step] && times[next] == time) {
      return run.values()[next];
    }
    if (next == run.low[step]) {
      return Cell.ABSENT;
    }
    return next == run.high[step] ? run.values()[next - 1] : between(next - 1, time);
  }

  private double between(int before, long time) {
    var times = run.times();
    double from = run.values()[before];
    double to = run.values()[before + 1];
    return from + (to - from) * (time - times[before]) / (times[before + 1] - times[before]);
  }

  private void histograms(Row out) {
    for (int step = 0; step < out.steps(); step++) {
      var own = run.histograms();
      if (own.low(step) == own.high(step)) {
        continue;
      }
      if (run.low[step] < run.high[step]) {
        remarks.say(Note.MIXED_TYPES);
        out.clear(step);
      } else {
        out.set(step, histogram(step));
      }
    }
  }

  private @Nullable Histogram histogram(int step) {
    var own = run.histograms();
    long time = windows.end(step);
    int next = own.low(step);
    while (next < own.high(step) && own.time(next) < time) {
      next++;
    }
    if (next < own.high(step) && own.time(next) == time) {
      return own.value(next);
    }
    if (next == own.low(step)) {
      return null;
    }
    var before = own.value(next - 1);
    if (next == own.high(step)) {
      return before.withHint(ResetHint.UNKNOWN);
    }
    var after = own.value(next);
    if (before.layout().isCustom() != after.layout().isCustom()) {
      remarks.say(Note.MIXED_SCHEMAS);
      return null;
    }
    boolean gauges = before.hint() == ResetHint.GAUGE && after.hint() == ResetHint.GAUGE;
    return new Interpolation(!gauges, remarks).at(own, next - 1, time);
  }
}
