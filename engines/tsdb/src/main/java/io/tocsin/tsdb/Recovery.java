package io.tocsin.tsdb;

import io.tocsin.kit.CorruptionException;
import io.tocsin.kit.Directory;
import io.tocsin.model.StoreException;
import io.tocsin.tsdb.head.Head;
import io.tocsin.tsdb.head.HeadReplay;
import io.tocsin.tsdb.wal.Checkpoint;
import io.tocsin.tsdb.wal.SideRecords;
import io.tocsin.tsdb.wal.WalReplay;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings the head back to what was acknowledged: the newest checkpoint, then the log after it.
final class Recovery {
  private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

  private final Directory directory;
  private final TsdbMetrics metrics;

  Recovery(Directory directory, TsdbMetrics metrics) {
    this.directory = directory;
    this.metrics = metrics;
  }

  /// @param nextSegment the log segment to begin
  /// @param damaged segments that could not be read; to be set aside once a checkpoint holds what
  ///   was read before them
  /// @param damage what ended the reading early, if anything did
  record Recovered(long nextSegment, List<String> damaged, @Nullable CorruptionException damage) {}

  /// Fills the head, and what is kept beside it.
  ///
  /// @throws StoreException if the checkpoint is damaged: nothing is changed then
  Recovered run(Head head, SideRecords side) throws IOException {
    var checkpoint = new Checkpoint(directory, side);
    long segment = checkpoint.newest();
    if (segment >= 0) {
      load(checkpoint, segment, head);
    }
    var replay = new HeadReplay(head);
    var result = new WalReplay(directory, replay, side).run(Math.max(segment, 0));
    replay.finish();
    report(result);
    return new Recovered(Math.max(result.next(), segment), result.unread(), result.damage());
  }

  private static void load(Checkpoint checkpoint, long segment, Head head) throws IOException {
    try {
      checkpoint.load(segment, head);
    } catch (CorruptionException e) {
      throw new StoreException(
          StoreException.Kind.CORRUPT,
          e.getMessage()
              + " (expected: an unchanged checkpoint; restore it, or move it away to"
              + " start without the head)",
          e);
    }
  }

  private void report(WalReplay.Result result) {
    var torn = result.torn();
    if (torn != null) {
      metrics.tornTails.inc();
      LOG.atWarn()
          .addKeyValue("at", torn.getMessage())
          .log("cut the end of the log, which was not written whole");
    }
    var damage = result.damage();
    if (damage != null) {
      metrics.damages.inc();
      LOG.atError()
          .addKeyValue("at", damage.getMessage())
          .addKeyValue("segments", result.unread())
          .log("log is damaged; kept what is before, the rest is set aside");
    }
  }

  /// Sets the damaged segments aside under names that are never read or deleted.
  void setAside(List<String> damaged) throws IOException {
    for (var name : damaged) {
      if (directory.list().contains(name)) {
        directory.rename(name, name + Damages.SUFFIX);
      }
    }
    directory.syncNames();
  }
}
