package io.tocsin.tsdb.chunk;

/// A place in an array.
@SuppressWarnings("ArrayRecordComponent") // handed down one call, never compared
record LongSlice(long[] array, int at) {}
