package io.tocsin.tsdb.block;

/// A range of time, both ends included.
public record Interval(long minMillis, long maxMillis) {}
