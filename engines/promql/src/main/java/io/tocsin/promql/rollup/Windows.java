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

  /// Returns windows that reach out further on both sides.
  public Windows extended(long beforeMillis, long afterMillis) {
    return new Windows(
        steps,
        rangeMillis + beforeMillis + afterMillis,
        offsetMillis - afterMillis,
        fixed,
        pinnedMillis);
  }

  public double rangeSeconds() {
    return seconds(rangeMillis);
  }

  /// Converts as Go's durations do.
  static double seconds(long millis) {
    return (double) Math.floorDiv(millis, 1000L) + (double) (millis % 1000) * 1e6 / 1e9;
  }

  /// Finds for each step the samples of its window: from `low` to before `high`.
  ///
  /// @param times rising; the first `size` count
  /// @return how many samples the windows hold, counted per window
  long find(long[] times, int size, int[] low, int[] high) {
    int first = 0;
    int end = 0;
    long inWindows = 0;
    for (int step = 0; step < low.length; step++) {
      long from = start(step);
      long to = end(step);
      while (end < size && times[end] <= to) {
        end++;
      }
      while (first < end && times[first] <= from) {
        first++;
      }
      low[step] = first;
      high[step] = end;
      inWindows += end - first;
    }
    return inWindows;
  }
}
