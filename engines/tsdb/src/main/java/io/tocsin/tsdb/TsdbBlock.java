package io.tocsin.tsdb;

import io.tocsin.tsdb.block.BlockMeta;
import java.util.List;

/// What is to be known of one block.
///
/// @param minMillis time of its first sample, Unix milliseconds
/// @param maxMillis time of its last sample, included
/// @param level 1 for samples from the head, one more than the highest parent's for a merge
/// @param parents names of the blocks it was merged from
/// @param bytes on disk
public record TsdbBlock(
    String name,
    long minMillis,
    long maxMillis,
    Counts counts,
    int level,
    List<String> parents,
    long bytes) {
  /// How much is in a block.
  public record Counts(long series, long samples, long chunks) {}

  static TsdbBlock of(BlockMeta meta) {
    var counts = meta.counts();
    return new TsdbBlock(
        meta.name(),
        meta.minMillis(),
        meta.maxMillis(),
        new Counts(counts.series(), counts.samples(), counts.chunks()),
        meta.level(),
        meta.parents(),
        meta.bytes());
  }
}
