package io.tocsin.tsdb;

import io.tocsin.kit.Clock;
import io.tocsin.kit.CorruptionException;
import io.tocsin.kit.Directory;
import io.tocsin.tsdb.block.Block;
import io.tocsin.tsdb.block.BlockMerger;
import io.tocsin.tsdb.block.BlockMeta;
import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Merges blocks to larger ones and deletes those that are too old or too much. One thread once
/// [#start]ed, apart from the one that writes checkpoints: a merge of large blocks takes minutes.
final class Compaction implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(Compaction.class);
  private static final long REST_NANOS = 10_000_000_000L;
  private static final long FAILED_REST_NANOS = 300_000_000_000L;
  private static final int MERGES_MAX = 1_000;

  private final Directory directory;
  private final Blocks blocks;
  private final TsdbOptions options;
  private final Clock clock;
  private final TsdbMetrics metrics;
  private final CompactionPlan plan;
  private @Nullable Thread thread;
  private long restedNanos;
  private volatile boolean stopping;

  Compaction(
      Directory directory, Blocks blocks, TsdbOptions options, Clock clock, TsdbMetrics metrics) {
    this.directory = directory;
    this.blocks = blocks;
    this.options = options;
    this.clock = clock;
    this.metrics = metrics;
    this.plan = new CompactionPlan(options);
    this.restedNanos = clock.nanos();
  }

  void start() {
    if (thread == null) {
      thread = Thread.ofPlatform().name("tsdb-compaction").daemon(true).start(this::loop);
    }
  }

  private void loop() {
    try {
      while (!stopping) {
        clock.sleepNanos(REST_NANOS);
        tick();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void tick() {
    try {
      deletePastRetention();
      if (clock.nanos() >= restedNanos) {
        mergeDue();
      }
    } catch (IOException | RuntimeException e) {
      // A merge that the disk has no room for should not take the log's again and again.
      restedNanos = clock.nanos() + FAILED_REST_NANOS;
      if (!stopping) {
        metrics.compactionFailures.inc();
        LOG.atError().setCause(e).log("compaction of the series store failed");
      }
    }
  }

  /// Does what is due: what is to be deleted first, so that there is room.
  void run() throws IOException {
    deletePastRetention();
    mergeDue();
  }

  private synchronized void deletePastRetention() throws IOException {
    deleteOld();
    deleteMuch();
  }

  private synchronized void mergeDue() throws IOException {
    for (int merges = 0; merges < MERGES_MAX && !stopping; merges++) {
      var metas = blocks.list().stream().map(Block::meta).toList();
      var due = plan.next(metas, clock.millis());
      if (due.isEmpty()) {
        return;
      }
      merge(due);
    }
  }

  private void merge(List<BlockMeta> due) throws IOException {
    Set<String> names = due.stream().map(BlockMeta::name).collect(Collectors.toSet());
    var parents =
        blocks.list().stream().filter(block -> names.contains(block.meta().name())).toList();
    try {
      replace(parents);
      metrics.compactions.inc();
    } catch (CorruptionException e) {
      metrics.compactionFailures.inc();
      LOG.atWarn().setCause(blocks.damaged(e)).log("merging goes on without a block");
    }
  }

  /// Writes one block of these and puts it in their place.
  void replace(List<Block> parents) throws IOException {
    long started = clock.nanos();
    var merged = new BlockMerger(directory, parents, oldestKept()).merge(blocks.newId());
    blocks.replace(parents, merged == null ? List.of() : List.of(merged.name()));
    LOG.atInfo()
        .addKeyValue("block", merged == null ? "none" : merged.name())
        .addKeyValue("parents", parents.size())
        .addKeyValue("bytes", merged == null ? 0 : merged.bytes())
        .addKeyValue("millis", (clock.nanos() - started) / 1_000_000)
        .log("merged blocks");
  }

  /// Runs something while no blocks come or go.
  synchronized void alone(Maintenance.Action action) throws IOException {
    action.run();
  }

  /// Writes the blocks anew of which something was deleted; returns how many.
  synchronized int cleanTombstones() throws IOException {
    return cleanTombstones(0);
  }

  /// Writes the blocks anew that have more tombstones than this; returns how many.
  synchronized int cleanTombstones(int fewer) throws IOException {
    int cleaned = 0;
    for (var block : blocks.list()) {
      if (block.tombstones() > fewer) {
        replace(List.of(block));
        cleaned++;
      }
    }
    return cleaned;
  }

  private long oldestKept() {
    return clock.millis() - options.retentionMillis();
  }

  private void deleteOld() throws IOException {
    var old =
        blocks.list().stream().filter(block -> block.meta().maxMillis() < oldestKept()).toList();
    delete(old, "time");
  }

  private void deleteMuch() throws IOException {
    if (options.retentionBytes() == 0) {
      return;
    }
    long bytes = blocks.bytes() + headBytes();
    var oldestFirst = new ArrayList<>(blocks.list());
    oldestFirst.sort(Comparator.comparingLong(block -> block.meta().maxMillis()));
    var gone = new ArrayList<Block>();
    for (var block : oldestFirst) {
      if (bytes > options.retentionBytes()) {
        bytes -= block.meta().bytes();
        gone.add(block);
      }
    }
    delete(gone, "size");
  }

  /// Returns the size of what is not in blocks: log and checkpoint.
  private long headBytes() throws IOException {
    long bytes = 0;
    for (var name : directory.list()) {
      if (name.startsWith("wal-") || name.startsWith("checkpoint-")) {
        try {
          bytes += directory.size(name);
        } catch (NoSuchFileException e) {
          LOG.atDebug().addKeyValue("file", name).log("deleted while its size was asked for");
        }
      }
    }
    return bytes;
  }

  private void delete(List<Block> gone, String reason) throws IOException {
    if (!gone.isEmpty()) {
      blocks.replace(gone, List.of());
      metrics.blocksDeleted.labelValues(reason).inc(gone.size());
      LOG.atInfo()
          .addKeyValue("blocks", gone.size())
          .addKeyValue("reason", reason)
          .log("deleted blocks past the retention");
    }
  }

  @Override
  public void close() throws IOException {
    stopping = true;
    Thread running = thread;
    if (running != null) {
      running.interrupt();
      try {
        running.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("compaction: interrupted while closing");
      }
    }
  }
}
