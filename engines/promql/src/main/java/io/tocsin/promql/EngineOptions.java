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
/// @param startTimestamps since when counters count is used to find their resets
/// @param slowMillis from which on a query is named in the log; 0 for none
/// @param cacheMaxBytes how much memory kept answers of range queries may take; 0 to keep none
public record EngineOptions(
    long samplesMax,
    long memoryMaxBytes,
    long timeoutMillis,
    long lookbackMillis,
    int concurrencyMax,
    boolean delayedNameRemoval,
    long subqueryIntervalMillis,
    boolean startTimestamps,
    long slowMillis,
    long cacheMaxBytes) {
  /// What Prometheus 3.14 does without flags, and queries of ten seconds named in the log.
  public static final EngineOptions DEFAULT =
      new EngineOptions(50_000_000, 1L << 30, 120_000, 300_000, 20, false, 60_000, 10_000);

  /// Leaves start timestamps alone and keeps no answers.
  public EngineOptions(
      long samplesMax,
      long memoryMaxBytes,
      long timeoutMillis,
      long lookbackMillis,
      int concurrencyMax,
      boolean delayedNameRemoval,
      long subqueryIntervalMillis,
      long slowMillis) {
    this(
        samplesMax,
        memoryMaxBytes,
        timeoutMillis,
        lookbackMillis,
        concurrencyMax,
        delayedNameRemoval,
        subqueryIntervalMillis,
        false,
        slowMillis,
        0);
  }

  /// Returns these options with a cache of answers.
  public EngineOptions withCache(long bytesMax) {
    return new EngineOptions(
        samplesMax,
        memoryMaxBytes,
        timeoutMillis,
        lookbackMillis,
        concurrencyMax,
        delayedNameRemoval,
        subqueryIntervalMillis,
        startTimestamps,
        slowMillis,
        bytesMax);
  }

  /// Returns these options as Prometheus' own tests set them.
  public EngineOptions forScripts() {
    return new EngineOptions(
        samplesMax,
        memoryMaxBytes,
        timeoutMillis,
        lookbackMillis,
        concurrencyMax,
        true,
        subqueryIntervalMillis,
        true,
        slowMillis,
        cacheMaxBytes);
  }
}
