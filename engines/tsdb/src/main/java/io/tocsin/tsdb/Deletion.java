package io.tocsin.tsdb;

import io.tocsin.kit.CorruptionException;
import io.tocsin.model.Matcher;
import io.tocsin.tsdb.block.Interval;
import io.tocsin.tsdb.head.Head;
import io.tocsin.tsdb.head.SampleBatch;
import io.tocsin.tsdb.wal.Wal;
import java.io.IOException;
import java.util.List;

/// Deletes samples: from the head at once, in blocks by tombstones. Runs while nothing is moved
/// from the head to blocks and no blocks are merged.
final class Deletion {
  private static final int SERIES_AT_ONCE = 1 << 13;

  private final Maintenance.Parts parts;
  private final Blocks blocks;

  Deletion(Maintenance.Parts parts, Blocks blocks) {
    this.parts = parts;
    this.blocks = blocks;
  }

  /// Deletes what is stored now of the series that match, from `min` to `max`, both included, and
  /// returns of how many series in the head and in each block that is.
  long delete(List<Matcher> matchers, long min, long max) throws IOException {
    var range = new Interval(min, max);
    long series = inHead(matchers, min, max);
    for (var block : blocks.list()) {
      if (block.overlaps(min, max)) {
        try {
          series += block.delete(parts.directory(), matchers, range, blocks.newId());
        } catch (CorruptionException e) {
          throw blocks.damaged(e);
        }
      }
    }
    return series;
  }

  private long inHead(List<Matcher> matchers, long min, long max) throws IOException {
    Head head = parts.head();
    Wal wal = parts.wal();
    long series = 0;
    var found = head.select(matchers);
    for (int from = 0; from < found.size(); from += SERIES_AT_ONCE) {
      synchronized (parts.commitLock()) {
        int to = Math.min(found.size(), from + SERIES_AT_ONCE);
        SampleBatch deletions = found.deletions(from, to, min, max);
        if (deletions.size() > 0) {
          wal.deletions(deletions);
          head.applyDeletions(deletions);
          series += deletions.size();
        }
      }
    }
    wal.flush();
    return series;
  }
}
