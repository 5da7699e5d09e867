package io.tocsin.bench;

/// How big the scenarios about the store are; times are those of the samples.
///
/// @param hosts of the tape, for churn and dashboards
/// @param fewHosts of the tape, for late samples, deletes and compaction
/// @param services histograms
/// @param histogramSteps samples of each histogram, at 15 s
/// @param rounds how often a question is asked
record StoreSize(
    int hosts, int fewHosts, int services, int histogramSteps, int rounds, Paces paces) {
  static final long STEP_MILLIS = 60_000;
  static final int STEPS_PER_HOUR = 60;

  /// History at a sample a minute.
  static final int HOURS = 6;

  private static final StoreSize SMALL =
      new StoreSize(8, 4, 12, 480, 3, new Paces(25, 1_000, 500, 2_000));
  private static final StoreSize FULL =
      new StoreSize(100, 40, 200, 1_440, 20, new Paces(333, 5_000, 15_000, 130_000));

  /// How much faster than in real life samples come, in real milliseconds.
  ///
  /// @param tickMillis for a minute of samples, where ingest is steady
  /// @param liveMillis the same, where a dashboard is shown meanwhile
  /// @param hourMillis for an hour of samples at least, where series are replaced
  /// @param restMillis at the end, for what a peer does by the clock: looks for what is over, and
  ///   again a minute later
  record Paces(long tickMillis, long liveMillis, long hourMillis, long restMillis) {}

  static StoreSize of(Size size) {
    return size.equals(Size.SMALL) ? SMALL : FULL;
  }

  /// How often a question is asked that reads very much.
  int fewRounds() {
    return Math.ceilDiv(rounds, 4);
  }

  int steps() {
    return HOURS * STEPS_PER_HOUR;
  }
}
