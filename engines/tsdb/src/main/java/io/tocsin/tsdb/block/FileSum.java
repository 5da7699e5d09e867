package io.tocsin.tsdb.block;

/// Length of a whole file and the checksum that its footer holds.
record FileSum(long length, int checksum) {}
