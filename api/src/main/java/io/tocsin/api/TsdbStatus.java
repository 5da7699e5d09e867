package io.tocsin.api;

import java.util.List;

/// Port to what the series store says of itself.
public interface TsdbStatus {
  /// Returns the counts, with at most `limit` entries in each list, largest first.
  Stats stats(int limit);

  /// Returns the blocks that are open, the oldest first.
  List<BlockFacts> blocks();

  /// Returns how far the log has been read at start-up.
  Replay replay();

  /// The counts, and the largest of each kind.
  ///
  /// @param minMillis time of the oldest sample in memory, Unix milliseconds
  /// @param maxMillis time of the newest sample in memory
  record Stats(
      long series,
      long labelPairs,
      long chunks,
      long minMillis,
      long maxMillis,
      List<Count> seriesByMetric,
      List<Count> valuesByLabel,
      List<Count> bytesByLabel,
      List<Count> seriesByPair) {}

  record Count(String name, long value) {}

  /// One block.
  ///
  /// @param minMillis time of its first sample, Unix milliseconds
  /// @param maxMillis time right behind its last sample
  /// @param level 1 for samples from the head, one more than the highest parent's for a merge
  /// @param parents names of the blocks it was merged from
  record BlockFacts(
      String name,
      long minMillis,
      long maxMillis,
      BlockCounts counts,
      int level,
      List<String> parents) {}

  record BlockCounts(long series, long samples, long chunks) {}

  /// Numbers of the first and last log segment and of the one that is being read.
  record Replay(int first, int last, int current) {}
}
