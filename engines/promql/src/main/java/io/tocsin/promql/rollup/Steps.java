package io.tocsin.promql.rollup;

/// The times at which an expression is evaluated: `count` of them from `startMillis`,
/// `intervalMillis` apart. An instant query has one.
public record Steps(long startMillis, long intervalMillis, int count) {
  public static Steps instant(long timeMillis) {
    return new Steps(timeMillis, 1, 1);
  }

  /// Covers start to end; no step where the end lies before the start.
  public static Steps range(long startMillis, long endMillis, long intervalMillis) {
    long count = endMillis < startMillis ? 0 : (endMillis - startMillis) / intervalMillis + 1;
    return new Steps(startMillis, intervalMillis, Math.toIntExact(count));
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
