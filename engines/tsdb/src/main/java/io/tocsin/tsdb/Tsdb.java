package io.tocsin.tsdb;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tocsin.kit.Clock;
import io.tocsin.kit.Directory;
import io.tocsin.kit.FsDirectory;
import io.tocsin.kit.Resources;
import io.tocsin.model.Appender;
import io.tocsin.model.ExemplarSource;
import io.tocsin.model.Matcher;
import io.tocsin.model.MetadataSource;
import io.tocsin.model.Querier;
import io.tocsin.model.SeriesStore;
import io.tocsin.model.StoreException;
import io.tocsin.tsdb.head.Head;
import io.tocsin.tsdb.head.HeadAppender;
import io.tocsin.tsdb.head.HeadCounts;
import io.tocsin.tsdb.head.HeadOptions;
import io.tocsin.tsdb.wal.Wal;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// The series store in a directory that is its own. Safe for use by many threads.
///
/// [#open] brings back what was acknowledged; [#start] begins the maintenance that cuts blocks and
/// bounds the log; [#close] stops taking in and leaves everything on disk.
public final class Tsdb implements SeriesStore, Closeable {
  static final String LOCK = "lock";
  private static final int TOMBSTONES_MAX = 100;

  private final Resources opened = new Resources();
  private final Head head;
  private final SideStores side;
  private final Blocks blocks;
  private final Wal wal;
  private final Maintenance.Parts parts;
  private final Damages damages;
  private final Maintenance maintenance;
  private final TsdbMetrics metrics;
  private final Compaction compaction;
  private final Object commitLock = new Object();
  private final AtomicInteger groups = new AtomicInteger();
  private volatile boolean closed;

  private Tsdb(Directory directory, TsdbOptions options, Clock clock, TsdbMetrics metrics)
      throws IOException {
    this.metrics = metrics;
    boolean done = false;
    try {
      opened.add(directory.lock(LOCK));
      var recovery = new Recovery(directory, metrics);
      var recovered =
          recovery.run(() -> new Head(headOptions(options), clock), () -> SideStores.of(options));
      head = opened.add(recovered.head());
      side = recovered.side();
      blocks = opened.add(Blocks.open(directory, clock, metrics, head.changes()));
      damages = new Damages(directory, blocks);
      boolean strict = options.durability() == TsdbOptions.Durability.STRICT;
      wal =
          opened.add(
              Wal.create(directory, options.segmentBytes(), strict, recovered.nextSegment()));
      parts = new Maintenance.Parts(directory, head, side, wal, commitLock);
      maintenance =
          opened.add(
              new Maintenance(
                  parts,
                  new BlockCutting(directory, head, blocks, options, clock, metrics),
                  options,
                  clock,
                  metrics));
      compaction = opened.add(new Compaction(directory, blocks, options, clock, metrics));
      var damage = recovered.damage();
      if (damage != null) {
        long segment = maintenance.writeCheckpoint();
        recovery.setAside(recovered.damaged());
        damages.ofLog(damage, recovered.damaged());
        maintenance.deleteBefore(segment);
      }
      register(metrics);
      side.register(metrics);
      done = true;
    } finally {
      if (!done) {
        opened.close();
      }
    }
  }

  /// Opens the store in the directory.
  ///
  /// @throws IOException if it cannot be read, or is in use by another process
  /// @throws StoreException if a later version of this program has written it
  public static Tsdb open(
      Directory directory, TsdbOptions options, Clock clock, PrometheusRegistry registry)
      throws IOException {
    return new Tsdb(directory, options, clock, new TsdbMetrics(registry));
  }

  /// Opens the store in the folder, making it if it is missing.
  public static Tsdb open(
      Path folder, TsdbOptions options, Clock clock, PrometheusRegistry registry)
      throws IOException {
    return open(FsDirectory.open(folder), options, clock, registry);
  }

  private static HeadOptions headOptions(TsdbOptions options) {
    return new HeadOptions(
        options.blockMillis(),
        options.maxSeries(),
        options.retentionMillis(),
        options.aheadMillis(),
        options.outOfOrderMillis());
  }

  private void register(TsdbMetrics metrics) {
    metrics.gauge("tocsin_tsdb_head_series", "Series in the head.", head::seriesCount);
    metrics.gauge("tocsin_tsdb_head_memory_bytes", "Native memory of the head.", head::bytes);
    metrics.gauge("tocsin_tsdb_blocks", "Blocks on disk.", () -> blocks.list().size());
    metrics.gauge("tocsin_tsdb_blocks_bytes", "Size of the blocks on disk.", blocks::bytes);
    metrics.counter("tocsin_tsdb_head_new_series_total", "Series made.", head::seriesCreated);
    metrics.counter(
        "tocsin_tsdb_samples_appended_total", "Samples taken in.", head::samplesAppended);
    metrics.counter(
        "tocsin_tsdb_samples_out_of_order_total",
        "Samples taken in that are older than their series' newest.",
        head::lateSamplesAppended);
    metrics.refused(head::refused);
    metrics.counter(
        "tocsin_tsdb_histograms_refused_total",
        "Native histograms not taken in: counts below 0, or too many buckets.",
        head::refusedHistograms);
    metrics.counter(
        "tocsin_tsdb_wal_written_bytes_total", "Bytes written to the log.", wal::bytesWritten);
    metrics.counter("tocsin_tsdb_wal_syncs_total", "Syncs of the log.", wal::syncs);
    metrics.counter(
        "tocsin_tsdb_damaged_reads_total",
        "Reads that failed because a block's files are damaged.",
        damages::reads);
    metrics.gauge("tocsin_tsdb_read_only", "1 when nothing is taken in.", () -> readOnly() ? 1 : 0);
  }

  private boolean readOnly() {
    return !wal.failure().isEmpty();
  }

  /// Begins the maintenance in a thread of its own.
  public void start() {
    maintenance.start();
    compaction.start();
  }

  /// Runs what is due of checkpoint, blocks, compaction and retention once, for whoever has no
  /// [#start]ed thread.
  public void maintain() throws IOException {
    maintenance.run();
    compaction.run();
  }

  /// Deletes what is stored now of the series that match all matchers, from `minMillis` to
  /// `maxMillis`, both included. When this returns, no new reader sees it, and it stays deleted
  /// whatever happens to the machine. Blocks keep the bytes until they are merged or
  /// [#cleanTombstones] runs. Waits for a checkpoint or a merge that is under way. Several sets of
  /// matchers, as `match[]` gives them, are several calls.
  ///
  /// @return of how many series, counted once in the head and in each block
  /// @throws IllegalArgumentException if there is no matcher, or the range is empty
  /// @throws StoreException if the store is read-only
  public long delete(List<Matcher> matchers, long minMillis, long maxMillis) throws IOException {
    checkOpen();
    if (matchers.isEmpty()) {
      throw new IllegalArgumentException("matchers: none (expected: at least one)");
    }
    if (minMillis > maxMillis) {
      throw new IllegalArgumentException(
          "start: " + minMillis + " (expected: not after the end, " + maxMillis + ")");
    }
    var series = new AtomicLong();
    var deletion = new Deletion(parts, blocks);
    head.changes().begin(minMillis);
    try {
      alone(() -> {
        series.set(deletion.delete(matchers, minMillis, maxMillis));
        compaction.cleanTombstones(TOMBSTONES_MAX);
      });
    } finally {
      head.changes().end(minMillis);
    }
    metrics.deletions.inc();
    return series.get();
  }

  /// Gives back the space of what was deleted, by writing the blocks that have some of it anew; one
  /// of which nothing is left goes. Returns how many blocks that were.
  public int cleanTombstones() throws IOException {
    checkOpen();
    return compaction.cleanTombstones();
  }

  /// Writes what the store holds to a new folder that can be opened as a store: everything that was
  /// acknowledged before the call is in it. Blocks become second names of the same files where the
  /// file system can. The folder is there as a whole or not at all.
  ///
  /// @param withHead whether with what is in no block yet
  /// @throws java.nio.file.FileAlreadyExistsException if the folder is there already
  public void snapshot(Path folder, boolean withHead) throws IOException {
    checkOpen();
    new SnapshotFolder(folder).fill(target -> snapshot(target, withHead));
  }

  /// Takes the lock that keeps others from opening the store in the directory, without opening it.
  ///
  /// @throws IOException naming the process that has it open
  public static Closeable lock(Directory directory) throws IOException {
    return directory.lock(LOCK);
  }

  /// Returns the files of a store that nobody has open: all that an opener would read.
  public static List<String> files(Directory directory) throws IOException {
    return Snapshot.files(directory);
  }

  /// As above, to an empty directory.
  void snapshot(Directory target, boolean withHead) throws IOException {
    var snapshot = new Snapshot(maintenance, parts, blocks);
    alone(() -> snapshot.write(target, withHead));
    metrics.snapshots.inc();
  }

  private void alone(Maintenance.Action action) throws IOException {
    maintenance.alone(() -> compaction.alone(action));
  }

  /// Counts what is in the head, with at most `limit` entries in each list, largest first. Takes
  /// tens of milliseconds at a million series.
  public TsdbStats stats(int limit) {
    checkOpen();
    var counts = new HeadCounts(head, limit);
    return new TsdbStats(
        counts.series(),
        head.samplesAppended(),
        counts.chunks(),
        counts.symbols(),
        counts.labelPairs(),
        head.minTime(),
        head.maxTime(),
        head.bytes(),
        blocks.list().size(),
        blocks.bytes(),
        wal.segment(),
        new TsdbStats.Top(
            entries(counts.seriesByMetric()),
            entries(counts.valuesByLabel()),
            entries(counts.bytesByLabel()),
            entries(counts.seriesByPair())));
  }

  private static List<TsdbStats.Entry> entries(List<HeadCounts.Entry> counted) {
    return counted.stream().map(entry -> new TsdbStats.Entry(entry.name(), entry.count())).toList();
  }

  /// Returns the blocks that are open, the oldest first.
  public List<TsdbBlock> blocks() {
    checkOpen();
    return blocks.list().stream().map(block -> TsdbBlock.of(block.meta())).toList();
  }

  /// Tells whether samples are taken in and everything stored can be read, and why not.
  public TsdbState state() {
    var failure = wal.failure();
    if (!failure.isEmpty()) {
      return new TsdbState(TsdbState.Mode.READ_ONLY, failure);
    }
    var damage = damages.reason();
    return damage.isEmpty() ? TsdbState.OK : new TsdbState(TsdbState.Mode.DAMAGED, damage);
  }

  @Override
  public int openGroup() {
    return groups.updateAndGet(last -> last == Integer.MAX_VALUE ? 1 : last + 1);
  }

  @Override
  public void closeGroup(int group) {}

  @Override
  public Appender appender(int group) {
    checkOpen();
    var samples = new HeadAppender(head, wal, commitLock, group);
    return new StoreAppender(samples, side, wal, commitLock);
  }

  /// Returns the exemplars that are kept.
  public ExemplarSource exemplars() {
    return side.exemplars();
  }

  /// Keeps that many exemplars from now on, 0 for none; those that came first go where they are
  /// more.
  public void maxExemplars(int most) {
    side.exemplars().resize(most);
  }

  /// Returns what is kept of metadata.
  public MetadataSource metadata() {
    return side.metadata();
  }

  private void checkOpen() {
    if (closed) {
      throw new StoreException(StoreException.Kind.UNAVAILABLE, "store: closed");
    }
  }

  @Override
  public Querier querier(long mintMillis, long maxtMillis) {
    checkOpen();
    return new StoreQuerier(head, blocks, damages, mintMillis, maxtMillis);
  }

  @Override
  public long mark() {
    return head.changes().mark();
  }

  @Override
  public long changedSince(long mark) {
    return head.changes().changedSince(mark);
  }

  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      opened.close();
    }
  }
}
