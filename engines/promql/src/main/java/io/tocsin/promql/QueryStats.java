package io.tocsin.promql;

/// What a query cost.
///
/// @param samplesQueryable how many samples were looked at, counted at each step that saw them
/// @param samplesRead how many samples were looked at, each counted once
/// @param samplesPeak how many samples were held at the same time at most
/// @param waitNanos until a place among the running queries was free
/// @param prepareNanos until the series could be read
/// @param evaluateNanos until the value was whole
public record QueryStats(
    long samplesQueryable,
    long samplesRead,
    long samplesPeak,
    long waitNanos,
    long prepareNanos,
    long evaluateNanos) {
  /// Nothing was read, and it took no time.
  public static final QueryStats NONE = new QueryStats(0, 0, 0, 0, 0, 0);

  public QueryStats {
    if (samplesRead < 0 || samplesPeak < 0) {
      throw new IllegalArgumentException(
          "samples: " + samplesRead + ", peak " + samplesPeak + " (expected: at least 0)");
    }
  }

  /// Returns how long the query took from its arrival to its value.
  public long totalNanos() {
    return waitNanos + prepareNanos + evaluateNanos;
  }
}
