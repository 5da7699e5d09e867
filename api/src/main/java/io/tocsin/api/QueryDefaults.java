package io.tocsin.api;

/// What holds for a query that does not say otherwise.
///
/// @param timeoutMillis after which a query is given up; a request may ask for less
/// @param lookbackMillis how far an instant selector looks back
public record QueryDefaults(long timeoutMillis, long lookbackMillis) {
  /// Prometheus' own: two minutes, five minutes.
  public static final QueryDefaults PROMETHEUS = new QueryDefaults(120_000, 300_000);
}
