package io.tocsin.tsdb.head;

/// Bounds of the head: the width of a block window, the most series it keeps, how old and how far
/// ahead of the clock a sample may be.
public record HeadOptions(
    long windowMillis, int maxSeries, long retentionMillis, long aheadMillis) {}
