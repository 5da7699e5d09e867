package io.tocsin.tsdb.head;

/// Bounds of the head.
///
/// @param windowMillis the width of a block window
/// @param maxSeries the most series it keeps
/// @param retentionMillis how old a sample may be
/// @param aheadMillis how far ahead of the clock a sample may be
/// @param lateMillis how far behind the newest of its series a sample may be; 0 for not at all
public record HeadOptions(
    long windowMillis, int maxSeries, long retentionMillis, long aheadMillis, long lateMillis) {}
