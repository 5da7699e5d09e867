package io.tocsin.rules.anomaly;

import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/// Judges points of a series: anomalous are two of three outside their bands.
final class AnomalyDetector {
  static final int POINTS = 3;

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
    boolean anomalous = twoOfThree(i -> isOutside(points, timeMillis - i * detection.stepMillis()));
    return new Verdict(timeMillis, value, band, score(band, value), anomalous);
  }

  /// Tells whether two of the last three points are outside.
  ///
  /// @param outside whether the point so many steps ago is
  static boolean twoOfThree(IntPredicate outside) {
    boolean last = outside.test(0);
    boolean before = outside.test(1);
    return (last && before) || ((last || before) && outside.test(2));
  }

  /// Tells whether a point is outside its band, on a side that somebody asked for.
  boolean isOutside(Points points, long timeMillis) {
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
