package io.tocsin.api;

/// What holds for a query that does not say otherwise.
///
/// @param timeoutMillis after which a query is given up; a request may ask for less
/// @param lookbackMillis how far an instant selector looks back
/// @param searchMax how many results a search may ask for; 0 for any number
/// @param reads what remote read may ask for
public record QueryDefaults(
    long timeoutMillis, long lookbackMillis, int searchMax, ReadLimits reads) {
  /// Prometheus' own: two minutes, five minutes, ten thousand.
  public static final QueryDefaults PROMETHEUS =
      new QueryDefaults(120_000, 300_000, 10_000, ReadLimits.PROMETHEUS);
}
