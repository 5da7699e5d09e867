package io.tocsin.promql;

/// Limits and choices of a [PromqlEngine].
///
/// @param samplesMax how many samples one query may hold at the same time
/// @param memoryMaxBytes how much memory one query may hold in columns
/// @param timeoutMillis after which a query that sets no shorter time fails
/// @param lookbackMillis how far instant selectors look back in queries that do not say
/// @param concurrencyMax how many queries run at the same time; others wait
/// @param delayedNameRemoval names are removed at the end of a query, not at each function
/// @param subqueryIntervalMillis the resolution of subqueries that do not say theirs
/// @param slowMillis from which on a query is named in the log; 0 for none
public record EngineOptions(
    long samplesMax,
    long memoryMaxBytes,
    long timeoutMillis,
    long lookbackMillis,
    int concurrencyMax,
    boolean delayedNameRemoval,
    long subqueryIntervalMillis,
    long slowMillis) {
  /// What Prometheus 3.14 does without flags.
  public static final EngineOptions DEFAULT =
      new EngineOptions(50_000_000, 1L << 30, 120_000, 300_000, 20, false, 60_000, 10_000);

  /// Returns these options with names removed at the end of a query.
  public EngineOptions withDelayedNameRemoval() {
    return new EngineOptions(
        samplesMax,
        memoryMaxBytes,
        timeoutMillis,
        lookbackMillis,
        concurrencyMax,
        true,
        subqueryIntervalMillis,
        slowMillis);
  }
}
