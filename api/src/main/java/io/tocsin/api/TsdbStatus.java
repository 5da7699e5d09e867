package io.tocsin.api;

import java.util.List;

/// Port to what the series store says of itself.
public interface TsdbStatus {
  /// Returns the counts, with at most `limit` entries in each list, largest first.
  Stats stats(int limit);

  /// Returns how far the log has been read at start-up.
  Replay replay();

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

  /// Numbers of the first and last log segment and of the one that is being read.
  record Replay(int first, int last, int current) {}
}
