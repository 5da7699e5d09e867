package io.tocsin.promql.rollup;

import io.tocsin.promql.QueryException;

/// The times at which an expression is evaluated: `count` of them from `startMillis`,
/// `intervalMillis` apart. An instant query has one.
public record Steps(long startMillis, long intervalMillis, int count) {
  private static final int COUNT_MAX = 100_000_000;

  public static Steps instant(long timeMillis) {
    return new Steps(timeMillis, 1, 1);
  }

  /// Covers start to end; no step where the end lies before the start.
  ///
  /// @throws QueryException if there are more steps than any memory is made for
  public static Steps range(long startMillis, long endMillis, long intervalMillis) {
    long count = endMillis < startMillis ? 0 : (endMillis - startMillis) / intervalMillis + 1;
    if (count > COUNT_MAX) {
      throw new QueryException(
          QueryException.Kind.LIMIT,
          "steps: " + count + " (expected: at most " + COUNT_MAX + " in a query or subquery)");
    }
    return new Steps(startMillis, intervalMillis, (int) count);
  }

  public long time(int step) {
    return startMillis + step * intervalMillis;
  }

  public long lastMillis() {
    return time(count - 1);
  }

  /// Returns only the first step, for what is the same at all of them.
  public Steps first() {
    return new Steps(startMillis, intervalMillis, Math.min(count, 1));
  }
}
