package io.tocsin.tsdb;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tocsin.kit.Clock;
import io.tocsin.kit.Directory;
import io.tocsin.kit.FsDirectory;
import io.tocsin.kit.Resources;
import io.tocsin.model.Appender;
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

/// The series store in a directory that is its own. Safe for use by many threads.
///
/// [#open] brings back what was acknowledged; [#start] begins the maintenance that cuts blocks and
/// bounds the log; [#close] stops taking in and leaves everything on disk.
public final class Tsdb implements SeriesStore, Closeable {
  static final String LOCK = "lock";

  private final Resources opened = new Resources();
  private final Head head;
  private final Blocks blocks;
  private final Wal wal;
  private final Damages damages;
  private final Maintenance maintenance;
  private final Object commitLock = new Object();
  private final AtomicInteger groups = new AtomicInteger();
  private volatile boolean closed;

  private Tsdb(Directory directory, TsdbOptions options, Clock clock, TsdbMetrics metrics)
      throws IOException {
    boolean done = false;
    try {
      opened.add(directory.lock(LOCK));
      head = opened.add(new Head(headOptions(options), clock));
      blocks = opened.add(Blocks.open(directory));
      damages = new Damages(directory);
      var recovery = new Recovery(directory, metrics);
      var recovered = recovery.run(head);
      boolean strict = options.durability() == TsdbOptions.Durability.STRICT;
      wal =
          opened.add(
              Wal.create(directory, options.segmentBytes(), strict, recovered.nextSegment()));
      maintenance =
          opened.add(
              new Maintenance(
                  new Maintenance.Parts(directory, head, wal, commitLock),
                  new BlockCutting(directory, head, blocks, options, clock, metrics),
                  options,
                  clock,
                  metrics));
      var damage = recovered.damage();
      if (damage != null) {
        long segment = maintenance.writeCheckpoint();
        recovery.setAside(recovered.damaged());
        damages.ofLog(damage, recovered.damaged());
        maintenance.deleteBefore(segment);
      }
      register(metrics);
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
  /// @throws StoreException if a file that should be whole is damaged
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
        options.aheadMillis());
  }

  private void register(TsdbMetrics metrics) {
    metrics.gauge("tocsin_tsdb_head_series", "Series in the head.", head::seriesCount);
    metrics.gauge("tocsin_tsdb_head_memory_bytes", "Native memory of the head.", head::bytes);
    metrics.counter("tocsin_tsdb_head_new_series_total", "Series made.", head::seriesCreated);
    metrics.counter(
        "tocsin_tsdb_samples_appended_total", "Samples taken in.", head::samplesAppended);
    metrics.counter(
        "tocsin_tsdb_samples_refused_total",
        "Samples refused for their order, age or series.",
        head::refused);
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
  }

  /// Runs what is due of checkpoint, blocks and retention once, for whoever has no [#start]ed
  /// thread.
  public void maintain() throws IOException {
    maintenance.run();
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
    return new HeadAppender(head, wal, commitLock, group);
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
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      opened.close();
    }
  }
}
