package io.tocsin.server.pages;

import io.tocsin.api.TsdbStatus;
import io.tocsin.tsdb.Tsdb;
import io.tocsin.tsdb.TsdbStats;
import java.util.List;

/// What `/api/v1/status/tsdb` says of the store.
public record StorePage(Tsdb tsdb) implements TsdbStatus {
  @Override
  public Stats stats(int limit) {
    var stats = tsdb.stats(limit);
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

  private static List<Count> counts(List<TsdbStats.Entry> entries) {
    return entries.stream().map(entry -> new Count(entry.name(), entry.count())).toList();
  }

  @Override
  public List<BlockFacts> blocks() {
    return tsdb.blocks().stream()
        .map(block ->
            new BlockFacts(
                block.name(),
                block.minMillis(),
                block.maxMillis() + 1,
                new BlockCounts(
                    block.counts().series(), block.counts().samples(), block.counts().chunks()),
                block.level(),
                block.parents()))
        .toList();
  }

  @Override
  public Replay replay() {
    int current = (int) tsdb.stats(0).walSegment();
    return new Replay(0, current, current);
  }
}
