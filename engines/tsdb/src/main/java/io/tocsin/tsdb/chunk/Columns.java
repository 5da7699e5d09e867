package io.tocsin.tsdb.chunk;

/// Where a stream of values is decoded to: `count` entries from index `at` of both arrays, of which
/// the integers are scratch.
@SuppressWarnings("ArrayRecordComponent") // handed down one call, never compared
record Columns(long[] integers, double[] values, int at, int count) {}
