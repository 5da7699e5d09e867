package io.tocsin.rules.condition;

/// A condition's tree.
sealed interface Clause {
  /// A value stands badly to its limit: `p95 latency > 200ms`.
  ///
  /// @param limit for the subject's values
  record Compare(Subject subject, Comparison comparison, Quantity limit) implements Clause {}

  /// A value changes within a window: `disk_used increases by 10% over 1h`.
  ///
  /// @param comparison [Comparison#AT_LEAST], or [Comparison#ABOVE] for `by more than`
  record Change(
      Subject subject, boolean up, Comparison comparison, Quantity amount, long windowMillis)
      implements Clause {}

  /// Nothing happens, or nothing arrives, for a while: `no jobs_processed for 2 minutes`.
  record Missing(Subject subject, long windowMillis) implements Clause {}

  record Both(Clause left, Clause right) implements Clause {}

  record Either(Clause left, Clause right) implements Clause {}
}
