package io.tocsin.promql.script;

import io.tocsin.model.Histogram;

/// One value of a series in a script.
sealed interface Point {
  /// `_`: nothing at this step.
  record Omitted() implements Point {}

  /// A number, or the staleness marker.
  record Sample(double value) implements Point {}

  /// `{{schema:1 ...}}`.
  ///
  /// @param saysHint whether a hint was given, so that an answer's must be the same
  record OfHistogram(Histogram histogram, boolean saysHint) implements Point {}
}
