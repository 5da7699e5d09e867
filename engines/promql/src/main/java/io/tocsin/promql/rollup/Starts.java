package io.tocsin.promql.rollup;

/// What the times since when counters count say about resets.
final class Starts {
  private Starts() {}

  /// Tells whether a sample belongs to another counter than the one before it: it began counting
  /// after that, or exactly then where the one before knew its beginning too. Unknown is 0; a
  /// sample whose counter begins with it, or later, knows nothing.
  static boolean reset(long startBefore, long timeBefore, long start, long time) {
    if (start == 0 || start >= time || start < timeBefore) {
      return false;
    }
    return start > timeBefore || (startBefore < timeBefore && startBefore != 0);
  }

  /// Tells whether a sample's counter began ahead of the sample before it, and not where that one's
  /// began.
  static boolean overlap(long startBefore, long timeBefore, long start) {
    return start != 0 && start < timeBefore && start != startBefore;
  }
}
