package io.tocsin.rules;

import io.tocsin.model.Labels;
import java.util.List;

/// Port to the language that rules ask in, over ranges of time. Safe for use by many threads.
@FunctionalInterface
public interface RangeQueries {
  /// How many steps one question may have.
  int STEPS_MAX = 11_000;

  /// Evaluates a query at every step from start to end, both included. Native histograms are left
  /// out.
  ///
  /// @throws RuleQueryException if it is no query, or cannot be answered
  List<Series> range(String query, long startMillis, long endMillis, long stepMillis);

  /// One series of an answer.
  ///
  /// @param times of the steps at which it has a value, ascending
  /// @param values one to each time
  @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
  record Series(Labels labels, long[] times, double[] values) {}
}
