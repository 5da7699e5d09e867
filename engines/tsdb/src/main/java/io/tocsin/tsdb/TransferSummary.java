package io.tocsin.tsdb;

import java.util.List;

/// What an import or export did.
///
/// @param series how many different ones had samples
/// @param samples how many were written
/// @param stored how many were not because the store had them already
/// @param blocks how many blocks were written
/// @param minMillis time of the first sample written; greater than `maxMillis` where there was none
/// @param maxMillis time of the last
/// @param notes what was left out and why, each to be told to who asked
/// @param faults what could not be read, which makes the rest incomplete
public record TransferSummary(
    long series,
    long samples,
    long stored,
    int blocks,
    long minMillis,
    long maxMillis,
    List<String> notes,
    List<String> faults) {}
