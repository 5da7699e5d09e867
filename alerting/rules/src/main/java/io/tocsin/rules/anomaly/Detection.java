package io.tocsin.rules.anomaly;

/// How a series is watched.
///
/// @param stepMillis between points
/// @param width how many deviations wide the band is to each side
/// @param floorShare the least width of the band as a share of what is expected
/// @param floor the least width of the band in the series' own unit
/// @param valueMin below this magnitude, expected and seen, nothing is anomalous
public record Detection(
    long stepMillis,
    double width,
    double floorShare,
    double floor,
    double valueMin,
    Direction direction) {
  /// Five minutes, four and a half deviations, a tenth of what is expected.
  public static final Detection USUAL = new Detection(300_000, 4.5, 0.10, 0, 0, Direction.BOTH);
}
