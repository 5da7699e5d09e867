package io.tocsin.promql;

import java.util.function.BooleanSupplier;

/// Per-query settings.
///
/// @param timeoutMillis after which the query fails with `TIMEOUT`
/// @param lookbackMillis how far an instant selector looks back
/// @param canceled asked now and then while the query runs; true ends it with `CANCELED`
/// @param cached whether parts of kept answers may be used; the answer is the same, what it cost is
///   not
public record QueryOptions(
    long timeoutMillis, long lookbackMillis, BooleanSupplier canceled, boolean cached) {
  /// Lets the cache be used.
  public QueryOptions(long timeoutMillis, long lookbackMillis, BooleanSupplier canceled) {
    this(timeoutMillis, lookbackMillis, canceled, true);
  }

  /// Returns these options without the cache.
  public QueryOptions uncached() {
    return new QueryOptions(timeoutMillis, lookbackMillis, canceled, false);
  }
}
