package io.tocsin.rules.anomaly;

/// What is said of a series at a time.
///
/// @param value the series' own
/// @param score how far it strays, 1 at the edge of the band; 0 on a side that nobody asked for
/// @param isAnomalous whether two of the last three points are outside
record Verdict(long timeMillis, double value, Band band, double score, boolean isAnomalous) {}
