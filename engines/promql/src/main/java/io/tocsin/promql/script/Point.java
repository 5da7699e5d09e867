package io.tocsin.promql.script;

/// One value of a series in a script.
sealed interface Point {
  /// `_`: nothing at this step.
  record Omitted() implements Point {}

  /// A number, or the staleness marker.
  record Sample(double value) implements Point {}

  /// `{{schema:1 ...}}`.
  record Histogram(HistogramNotation notation) implements Point {}
}
