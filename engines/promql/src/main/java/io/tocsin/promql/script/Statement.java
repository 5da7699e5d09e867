package io.tocsin.promql.script;

import java.util.List;

/// One statement of a script; `line` counts from 1.
sealed interface Statement {
  int line();

  /// `clear`.
  record Clear(int line) implements Statement {}

  /// `load 1m` and its series.
  ///
  /// @param nhcb classic histograms are to be loaded as native ones with custom buckets too
  record Load(int line, long stepMillis, boolean nhcb, List<SeriesLine> series)
      implements Statement {
    public Load {
      series = List.copyOf(series);
    }
  }

  /// `eval instant` or `eval range`, and what is expected.
  record Eval(int line, String query, Times times, Expectation expectation) implements Statement {}

  /// A statement that makes no sense.
  record Bad(int line, String text, String message) implements Statement {}

  /// When a query is evaluated.
  ///
  /// @param stepMillis 0 for an instant query, which is evaluated at `endMillis`
  record Times(long startMillis, long endMillis, long stepMillis) {
    boolean isInstant() {
      return stepMillis == 0;
    }
  }
}
