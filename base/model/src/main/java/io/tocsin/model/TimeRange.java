package io.tocsin.model;

/// A span of time in Unix milliseconds, both ends included.
public record TimeRange(long fromMillis, long toMillis) {}
