package io.tocsin.bench;

/// How big each scenario is. Every load of a run is bounded by these figures.
record Size(
    int targets,
    int fewTargets,
    int scrapeSeconds,
    int wideHosts,
    int deepHosts,
    int diskSteps,
    int settleSeconds,
    int starts) {
  static final int WIDE_STEPS = 60;
  static final int DEEP_STEPS = 480;
  static final int DISK_HOSTS = 8;
  static final int HOSTS_PER_REQUEST = 4;
  static final int ROUNDS = 11;

  /// Seconds instead of minutes: shows that everything works, measures nothing.
  static final Size SMALL = new Size(40, 20, 30, 8, 12, 480, 2, 2);

  /// 1.01 M series by scraping, 202,800 series x 60 and 50,700 x 480 samples by remote write.
  static final Size FULL = new Size(2_000, 200, 90, 400, 100, 5_760, 10, 5);

  static Size parse(String name) {
    return switch (name) {
      case "small" -> SMALL;
      case "full" -> FULL;
      default -> throw new IllegalArgumentException("size: " + name + " (expected: small or full)");
    };
  }
}
