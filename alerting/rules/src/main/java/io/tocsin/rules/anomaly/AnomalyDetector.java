package io.tocsin.rules.anomaly;

import org.jspecify.annotations.Nullable;

/// Judges points of a series: anomalous are two of three outside their bands.
final class AnomalyDetector {
  static final int POINTS = 3;
  private static final int NEEDED = 2;

  private final Detection detection;
  private final Bands bands;

  AnomalyDetector(Detection detection) {
    this.detection = detection;
    this.bands = new Bands(detection);
  }

  /// Returns the verdict at a time of the grid, or null where there is no value or no band yet.
  @Nullable Verdict at(Points points, long timeMillis) {
    double value = points.at(timeMillis);
    var band = Double.isNaN(value) ? null : bands.at(points, timeMillis);
    if (band == null) {
      return null;
    }
    double score = score(band, value);
    int outside = score > 1 ? 1 : 0;
    for (int i = 1; i < POINTS; i++) {
      outside += isOutside(points, timeMillis - i * detection.stepMillis()) ? 1 : 0;
    }
    return new Verdict(timeMillis, value, band, score, outside >= NEEDED);
  }

  private boolean isOutside(Points points, long timeMillis) {
    double value = points.at(timeMillis);
    var band = Double.isNaN(value) ? null : bands.at(points, timeMillis);
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
