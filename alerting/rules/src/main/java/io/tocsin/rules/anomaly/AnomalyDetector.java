package io.tocsin.rules.anomaly;

import org.jspecify.annotations.Nullable;

/// Judges points of a series: anomalous are two of three outside their bands.
public final class AnomalyDetector {
  private static final int POINTS = 3;
  private static final int NEEDED = 2;

  private final Detection detection;
  private final Bands bands;

  public AnomalyDetector(Detection detection) {
    this.detection = detection;
    this.bands = new Bands(detection);
  }

  /// Returns the verdict at a time of the grid, or null where there is no value or no band yet.
  public @Nullable Verdict at(Grid grid, long timeMillis) {
    double value = grid.at(timeMillis);
    var band = Double.isNaN(value) ? null : bands.at(grid, timeMillis);
    if (band == null) {
      return null;
    }
    double score = score(band, value);
    int outside = score > 1 ? 1 : 0;
    for (int i = 1; i < POINTS; i++) {
      outside += isOutside(grid, timeMillis - i * detection.stepMillis()) ? 1 : 0;
    }
    return new Verdict(timeMillis, value, band, score, outside >= NEEDED);
  }

  private boolean isOutside(Grid grid, long timeMillis) {
    double value = grid.at(timeMillis);
    var band = Double.isNaN(value) ? null : bands.at(grid, timeMillis);
    return band != null && score(band, value) > 1;
  }

  private double score(Band band, double value) {
    boolean small = Math.max(Math.abs(value), Math.abs(band.expected())) < detection.valueMin();
    boolean watched =
        switch (detection.direction()) {
          case UP -> value > band.expected();
          case DOWN -> value < band.expected();
          case BOTH -> true;
        };
    return watched && !small ? band.score(value) : 0;
  }
}
