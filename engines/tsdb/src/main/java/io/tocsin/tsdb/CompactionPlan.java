package io.tocsin.tsdb;

import io.tocsin.tsdb.block.BlockMeta;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

/// Which blocks are merged next. Ranges of time triple from level to level, from the width of a
/// window to a tenth of the retention, 31 days at most; the blocks of a range that is over become
/// one. What came late is merged when it is worth writing the large block beside it once more.
final class CompactionPlan {
  private static final int FACTOR = 3;
  private static final int OVERLAPS_MAX = 4;
  private static final long RANGE_MAX = Duration.ofDays(31).toMillis();

  private final TsdbOptions options;

  CompactionPlan(TsdbOptions options) {
    this.options = options;
  }

  /// Returns blocks to make one of, in the order of the list; none if nothing is due.
  List<BlockMeta> next(List<BlockMeta> blocks, long nowMillis) {
    long window = options.blockMillis();
    for (var group : groups(blocks, window)) {
      if (group.size() >= OVERLAPS_MAX) {
        return group;
      }
    }
    long widest = Math.max(window, Math.min(options.retentionMillis() / 10, RANGE_MAX));
    for (long range = window * FACTOR; range <= widest; range *= FACTOR) {
      for (var group : groups(blocks, range)) {
        long end = (Math.floorDiv(group.getFirst().minMillis(), range) + 1) * range;
        boolean over = nowMillis >= end + window + options.outOfOrderMillis();
        if (over && group.size() > 1 && isWorth(group)) {
          return group;
        }
      }
    }
    return List.of();
  }

  /// Returns the blocks that lie within one range, range by range.
  private static Collection<List<BlockMeta>> groups(List<BlockMeta> blocks, long range) {
    var groups = new TreeMap<Long, List<BlockMeta>>();
    for (var block : blocks) {
      long start = Math.floorDiv(block.minMillis(), range);
      if (start == Math.floorDiv(block.maxMillis(), range)) {
        groups.computeIfAbsent(start, key -> new ArrayList<>()).add(block);
      }
    }
    return groups.values();
  }

  private static boolean isWorth(List<BlockMeta> group) {
    long bytes = group.stream().mapToLong(BlockMeta::bytes).sum();
    long largest = group.stream().mapToLong(BlockMeta::bytes).max().orElse(0);
    return group.size() >= OVERLAPS_MAX || (bytes - largest) * 2 >= largest;
  }
}
