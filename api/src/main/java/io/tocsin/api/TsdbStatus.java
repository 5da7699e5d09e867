package io.tocsin.api;

import io.tocsin.tsdb.Tsdb;
import io.tocsin.tsdb.TsdbStats;
import java.util.List;

/// Port to what the series store says of itself.
public interface TsdbStatus {
  /// Returns the counts, with at most `limit` entries in each list, largest first.
  Stats stats(int limit);

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

  /// Numbers of the first and last log segment and of the one that is being read.
  record Replay(int first, int last, int current) {}

  /// Returns the store as this port. It is open only once its log has been read, so that replay is
  /// always at its end.
  static TsdbStatus of(Tsdb store) {
    return new TsdbStatus() {
      @Override
      public Stats stats(int limit) {
        var stats = store.stats(limit);
        var top = stats.top();
        return new Stats(
            stats.series(),
            stats.labelPairs(),
            stats.chunks(),
            stats.minMillis(),
            stats.maxMillis(),
            counts(top.seriesByMetric()),
            counts(top.valuesByLabel()),
            counts(top.bytesByLabel()),
            counts(top.seriesByPair()));
      }

      @Override
      public Replay replay() {
        int segment = Math.toIntExact(store.stats(1).walSegment());
        return new Replay(0, segment, segment);
      }
    };
  }

  private static List<Count> counts(List<TsdbStats.Entry> entries) {
    return entries.stream().map(entry -> new Count(entry.name(), entry.count())).toList();
  }
}
