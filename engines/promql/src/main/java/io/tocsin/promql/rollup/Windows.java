package io.tocsin.promql.rollup;

/// Where the windows of a range vector lie: left-open, `rangeMillis` long, ending at each step less
/// the offset, or at one fixed time.
///
/// @param fixed whether `@` pins all windows to the same end, `pinnedMillis`
public record Windows(
    Steps steps, long rangeMillis, long offsetMillis, boolean fixed, long pinnedMillis) {
  /// Returns the last millisecond of a step's window.
  public long end(int step) {
    return (fixed ? pinnedMillis : steps.time(step)) - offsetMillis;
  }

  /// Returns the millisecond before a step's window.
  public long start(int step) {
    return end(step) - rangeMillis;
  }

  public long firstStart() {
    return start(0);
  }

  public long lastEnd() {
    return end(steps.count() - 1);
  }

  public double rangeSeconds() {
    return (double) Math.floorDiv(rangeMillis, 1000L) + (double) (rangeMillis % 1000) * 1e6 / 1e9;
  }
}
