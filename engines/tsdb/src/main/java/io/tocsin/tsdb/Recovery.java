package io.tocsin.tsdb;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tocsin.kit.CorruptionException;
import io.tocsin.kit.Directory;
import io.tocsin.tsdb.head.Head;
import io.tocsin.tsdb.head.HeadReplay;
import io.tocsin.tsdb.wal.Checkpoint;
import io.tocsin.tsdb.wal.SideRecords;
import io.tocsin.tsdb.wal.Wal;
import io.tocsin.tsdb.wal.WalReplay;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings the head back to what was acknowledged: the newest checkpoint, then the log after it.
/// Nothing that is damaged is ever deleted.
final class Recovery {
  private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

  private final Directory directory;
  private final TsdbMetrics metrics;
  private final boolean readOnly;

  private Recovery(Directory directory, TsdbMetrics metrics, boolean readOnly) {
    this.directory = directory;
    this.metrics = metrics;
    this.readOnly = readOnly;
  }

  Recovery(Directory directory, TsdbMetrics metrics) {
    this(directory, metrics, false);
  }

  /// Returns one that changes nothing in the directory, which others may be writing.
  static Recovery ofReader(Directory directory) {
    return new Recovery(directory, new TsdbMetrics(new PrometheusRegistry()), true);
  }

  /// @param head what was acknowledged, as far as it can be read; to be closed by the caller
  /// @param nextSegment the log segment to begin
  /// @param damaged files that could not be read, or make no sense without those; to be set aside
  ///   once a checkpoint holds what was read
  /// @param damage what was wrong first, if anything was
  /// @param log what the log was like
  record Recovered(
      Head head,
      SideStores side,
      long nextSegment,
      List<String> damaged,
      @Nullable CorruptionException damage,
      WalReplay.Result log) {}

  /// What checkpoints give.
  ///
  /// @param segment the first of the log that is not in it
  /// @param unread files that are to be set aside
  private record Loaded(
      Head head,
      SideStores side,
      long segment,
      List<String> unread,
      @Nullable CorruptionException damage) {}

  /// Makes a head and what is kept beside it, and fills both. A checkpoint that is damaged is given
  /// up for an older one whose log is there, or for what of it is still readable, or for none.
  ///
  /// @param heads makes an empty head
  /// @param sides makes what stands beside it, empty
  /// @throws io.tocsin.model.StoreException if a later version of this program has written the
  ///   checkpoint or the log
  Recovered run(Supplier<Head> heads, Supplier<SideStores> sides) throws IOException {
    var loaded = loaded(heads, sides);
    boolean done = false;
    try {
      var replay = new HeadReplay(loaded.head);
      var log = new WalReplay(directory, replay, loaded.side);
      long first = Math.max(loaded.segment, 0);
      var result = readOnly ? log.verify(first) : log.run(first);
      replay.finish();
      report(result);
      var unread = new TreeSet<>(loaded.unread);
      unread.addAll(result.unread());
      long next = Math.max(result.next(), checkpoint(SideRecords.NONE).newest());
      var damage = loaded.damage == null ? result.damage() : loaded.damage;
      done = true;
      return new Recovered(loaded.head, loaded.side, next, List.copyOf(unread), damage, result);
    } finally {
      if (!done) {
        loaded.head.close();
      }
    }
  }

  private Checkpoint checkpoint(SideRecords side) {
    return new Checkpoint(directory, side);
  }

  private Loaded loaded(Supplier<Head> heads, Supplier<SideStores> sides) throws IOException {
    var bad = new ArrayList<String>();
    CorruptionException damage = null;
    for (long segment : checkpoint(SideRecords.NONE).all()) {
      boolean logIsThere = directory.list().contains(Wal.fileName(segment));
      if (damage == null || logIsThere) {
        var head = heads.get();
        var side = sides.get();
        try {
          load(() -> checkpoint(side).load(segment, head), head);
          return new Loaded(head, side, segment, bad, damage);
        } catch (CorruptionException e) {
          damage = damage == null ? e : damage;
          bad.add(Checkpoint.fileName(segment));
          report(segment, e);
        }
      }
    }
    return damage == null
        ? new Loaded(heads.get(), sides.get(), -1, List.of(), null)
        : salvaged(heads, sides, bad, damage);
  }

  private Loaded salvaged(
      Supplier<Head> heads,
      Supplier<SideStores> sides,
      List<String> bad,
      CorruptionException damage)
      throws IOException {
    // The log goes aside too: it has samples of series that only the checkpoint named.
    var unread = new ArrayList<>(bad);
    directory.list().stream().filter(Wal::isSegment).forEach(unread::add);
    long newest = checkpoint(SideRecords.NONE).newest();
    var head = heads.get();
    var side = sides.get();
    try {
      load(() -> checkpoint(side).salvage(newest, head), head);
      LOG.atWarn()
          .addKeyValue("series", head.seriesCount())
          .log("took what is readable of the damaged checkpoint");
      return new Loaded(head, side, newest, unread, damage);
    } catch (CorruptionException e) {
      LOG.atError()
          .addKeyValue("at", e.getMessage())
          .log("nothing of the checkpoint can be used; going on with blocks and log");
      return new Loaded(heads.get(), sides.get(), -1, unread, damage);
    }
  }

  private interface Loading {
    void run() throws IOException;
  }

  /// Closes the head if loading fails: it is half full then.
  private static void load(Loading loading, Head head) throws IOException {
    boolean done = false;
    try {
      loading.run();
      done = true;
    } finally {
      if (!done) {
        head.close();
      }
    }
  }

  private void report(long segment, CorruptionException e) {
    metrics.checkpointDamages.inc();
    LOG.atError()
        .addKeyValue("at", e.getMessage())
        .log("the checkpoint of segment " + segment + " is damaged; it is " + fate());
  }

  private void report(WalReplay.Result result) {
    var torn = result.torn();
    if (torn != null) {
      metrics.tornTails.inc();
      LOG.atWarn()
          .addKeyValue("at", torn.getMessage())
          .log(
              "the end of the log was not written whole; it is " + (readOnly ? "left out" : "cut"));
    }
    var damage = result.damage();
    if (damage != null) {
      metrics.damages.inc();
      LOG.atError()
          .addKeyValue("at", damage.getMessage())
          .addKeyValue("segments", result.unread())
          .log("log is damaged; kept what is before, the rest is " + fate());
    }
  }

  private String fate() {
    return readOnly ? "left out" : "set aside";
  }

  /// Sets damaged files aside under names that are never read or deleted.
  void setAside(List<String> damaged) throws IOException {
    for (var name : damaged) {
      if (directory.list().contains(name)) {
        directory.rename(name, name + Damages.SUFFIX);
      }
    }
    directory.syncNames();
  }
}
