package io.tocsin.rules.anomaly;

/// What is expected of a series at a time.
///
/// @param expected the value
/// @param lower below it a value is anomalous
/// @param upper above it a value is anomalous
record Band(double expected, double lower, double upper) {
  /// Returns how far a value strays: 0 as expected, 1 at the edge of the band.
  public double score(double value) {
    if (Double.isNaN(value)) {
      return Double.NaN;
    }
    double width = value >= expected ? upper - expected : expected - lower;
    double distance = Math.abs(value - expected);
    if (distance == 0) {
      return 0;
    }
    return width > 0 ? distance / width : Double.POSITIVE_INFINITY;
  }
}
