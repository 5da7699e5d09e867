package io.tocsin.bench.load;

/// How the hosts of a load behave over time: how long one lives before another takes its place, and
/// which scrapes arrive late. Decided by host and step alone, so that every peer is given the same.
///
/// @param lifeSteps steps that a host lives; 0 for all of them for ever
/// @param lateShare share of scrapes that arrive late, from 0 to 1
/// @param lateSteps steps that the latest of them is late by
public record Habits(int lifeSteps, double lateShare, int lateSteps) {
  /// Hosts that stay and are never late.
  public static final Habits STEADY = new Habits(0, 0, 0);

  // Odd 64-bit constants of SplitMix64: neighbouring hosts and steps share no bits of their hash.
  private static final long HOST = 0x9E3779B97F4A7C15L;
  private static final long STEP = 0xBF58476D1CE4E5B9L;
  private static final long MIX = 0x94D049BB133111EBL;

  public Habits {
    if (lifeSteps > 0 && lateSteps > 0) {
      throw new IllegalArgumentException(
          "habits: late hosts that are replaced (expected: one of the two)");
    }
    if (lifeSteps < 0
        || lateSteps < 0
        || lateSteps > 10_000
        || !(lateShare >= 0 && lateShare <= 1)) {
      throw new IllegalArgumentException(
          "habits: life %d, late %d by %s (expected: 0 or more, a share up to 1, <= 10000 steps)"
              .formatted(lifeSteps, lateSteps, lateShare));
    }
  }

  /// Which of the hosts in one place this is at `step`: 0, then 1 when the first has ended, and so
  /// on. Places change at different steps, the same share of them in every step of a life.
  public int generation(int host, int step) {
    if (lifeSteps == 0) {
      return 0;
    }
    long offset = Math.floorMod(hash(host, -1), lifeSteps);
    return (int) ((step + offset) / lifeSteps);
  }

  /// By how many steps the scrape of `host` at `step` is late; 0 when it is in time.
  public int delaySteps(int host, int step) {
    if (lateSteps == 0) {
      return 0;
    }
    long hash = hash(host, step);
    boolean isLate = (hash >>> 11) * 0x1p-53 < lateShare;
    return isLate ? 1 + (int) Math.floorMod(hash * MIX, (long) lateSteps) : 0;
  }

  private static long hash(int host, int step) {
    long mixed = (host + 1) * HOST + step * STEP;
    mixed = (mixed ^ (mixed >>> 30)) * STEP;
    mixed = (mixed ^ (mixed >>> 27)) * MIX;
    return mixed ^ (mixed >>> 31);
  }
}
