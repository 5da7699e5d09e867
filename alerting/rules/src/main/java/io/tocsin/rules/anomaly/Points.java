package io.tocsin.rules.anomaly;

/// The values of one series.
@FunctionalInterface
interface Points {
  /// Returns the value at a time, or NaN where there is none.
  double at(long timeMillis);
}
