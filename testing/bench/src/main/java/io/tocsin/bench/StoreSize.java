package io.tocsin.bench;

/// How big the scenarios about the store are; times are those of the samples.
///
/// @param hosts of the tape, for churn and dashboards
/// @param fewHosts of the tape, for late samples, deletes and compaction
/// @param hours of history at a sample a minute
/// @param services histograms
/// @param histogramSteps samples of each histogram, at 15 s
/// @param rounds how often a question is asked
/// @param tickMillis of real time for a minute of samples, where ingest is steady
/// @param liveMillis the same, where a dashboard is shown meanwhile
record StoreSize(
    int hosts,
    int fewHosts,
    int hours,
    int services,
    int histogramSteps,
    int rounds,
    int tickMillis,
    int liveMillis) {
  static final long STEP_MILLIS = 60_000;
  static final int STEPS_PER_HOUR = 60;

  private static final StoreSize SMALL = new StoreSize(8, 4, 6, 12, 480, 3, 25, 500);
  private static final StoreSize FULL = new StoreSize(100, 40, 6, 200, 1_440, 20, 333, 5_000);

  static StoreSize of(Size size) {
    return size.equals(Size.SMALL) ? SMALL : FULL;
  }

  int steps() {
    return hours * STEPS_PER_HOUR;
  }
}
