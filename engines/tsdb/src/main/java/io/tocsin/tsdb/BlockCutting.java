package io.tocsin.tsdb;

import io.tocsin.kit.Clock;
import io.tocsin.kit.Directory;
import io.tocsin.model.SampleBuffer;
import io.tocsin.tsdb.block.Block;
import io.tocsin.tsdb.block.BlockMerger;
import io.tocsin.tsdb.block.BlockWriter;
import io.tocsin.tsdb.head.Head;
import io.tocsin.tsdb.head.HeadCollection;
import io.tocsin.tsdb.head.HeadCut;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Moves windows from the head to blocks, merges blocks of one window, deletes old ones. For one
/// thread.
final class BlockCutting {
  private static final Logger LOG = LoggerFactory.getLogger(BlockCutting.class);
  private static final long SAMPLES_MAX = 64_000_000;
  private static final int OVERLAPS_MAX = 4;

  private record Written(long epoch, HeadCut cut) {}

  private final Directory directory;
  private final Head head;
  private final Blocks blocks;
  private final TsdbOptions options;
  private final Clock clock;
  private final TsdbMetrics metrics;
  private final HeadCollection collection;
  private final Queue<Written> written = new ArrayDeque<>();
  private final Map<Long, Long> cuts = new HashMap<>();
  private Map<Long, Long> lastWindows = Map.of();
  private long names;

  BlockCutting(
      Directory directory,
      Head head,
      Blocks blocks,
      TsdbOptions options,
      Clock clock,
      TsdbMetrics metrics) {
    this.directory = directory;
    this.head = head;
    this.blocks = blocks;
    this.options = options;
    this.clock = clock;
    this.metrics = metrics;
    this.collection = new HeadCollection(head);
  }

  /// Does what is due; returns true if the head lost something, so that a checkpoint is worth it.
  boolean run() throws IOException {
    boolean dropped = drop();
    var windows = collection.windows();
    for (var window : windows.entrySet()) {
      if (isDue(window.getKey(), window.getValue())) {
        cut(window.getKey());
      }
    }
    lastWindows = windows;
    cuts.values().removeIf(millis -> clock.millis() - millis > options.blockMillis());
    dropped |= drop();
    int series = collection.collect();
    metrics.seriesDropped.inc(series);
    mergeOverlaps();
    deleteOld();
    return dropped || series > 0;
  }

  /// A window is due when it is over for half of its width and nothing more came for it since the
  /// last look; when it is over for its whole width; or, for the sake of memory, when an old one
  /// holds very much. What comes late for one that was cut already waits for company.
  private boolean isDue(long start, long samples) {
    long over = clock.millis() - start - options.blockMillis();
    if (over < options.blockMillis() / 2) {
      return false;
    }
    Long cut = cuts.get(start);
    if (cut != null && clock.millis() - cut < options.blockMillis() / 2) {
      return samples >= SAMPLES_MAX;
    }
    Long before = lastWindows.get(start);
    boolean quiet = before != null && before == samples;
    boolean recent = over < 2 * options.blockMillis();
    return quiet || samples >= SAMPLES_MAX || (recent && over >= options.blockMillis());
  }

  private void cut(long windowStart) throws IOException {
    cuts.put(windowStart, clock.millis());
    var cut = new HeadCut(head, windowStart);
    var there = new StoredAlready(overlapping(windowStart));
    try (var writer = new BlockWriter(directory, id())) {
      var samples = new SampleBuffer();
      for (int series = 0; series < cut.size(); series++) {
        samples.clear();
        cut.read(series, samples);
        var labels = cut.labels(series);
        there.takeAway(labels, samples);
        writer.addSeries(labels, samples);
      }
      var meta = writer.finish();
      if (meta != null) {
        blocks.add(meta.name());
        metrics.blocksCut.inc();
        LOG.atInfo()
            .addKeyValue("block", meta.name())
            .addKeyValue("series", meta.counts().series())
            .addKeyValue("samples", meta.counts().samples())
            .addKeyValue("bytes", meta.bytes())
            .log("cut a block");
      }
    }
    written.add(new Written(head.epochs().advance(), cut));
  }

  private List<Block> overlapping(long windowStart) {
    return blocks.list().stream()
        .filter(block -> block.overlaps(windowStart, windowStart + options.blockMillis() - 1))
        .toList();
  }

  private String id() {
    return Long.toString(clock.millis(), 36) + "x" + Long.toString(names++, 36);
  }

  /// Drops from the head what blocks have and no reader sees there any more.
  private boolean drop() {
    boolean dropped = false;
    while (!written.isEmpty() && head.epochs().left(written.peek().epoch())) {
      written.remove().cut().drop();
      dropped = true;
    }
    return dropped;
  }

  /// Makes one block of those that one window has many of, as a sender of old samples leaves them.
  private void mergeOverlaps() throws IOException {
    var ofWindow = new TreeMap<Long, List<Block>>();
    for (var block : blocks.list()) {
      long window = Math.floorDiv(block.meta().minMillis(), options.blockMillis());
      ofWindow.computeIfAbsent(window, key -> new ArrayList<>()).add(block);
    }
    for (var same : ofWindow.values()) {
      if (same.size() >= OVERLAPS_MAX) {
        var merged = new BlockMerger(directory, same, oldestKept()).merge(id());
        blocks.replace(same, merged == null ? List.of() : List.of(merged.name()));
      }
    }
  }

  private long oldestKept() {
    return clock.millis() - options.retentionMillis();
  }

  private void deleteOld() throws IOException {
    var old = new ArrayList<Block>();
    for (var block : blocks.list()) {
      if (block.meta().maxMillis() < oldestKept()) {
        old.add(block);
      }
    }
    if (!old.isEmpty()) {
      blocks.replace(old, List.of());
      metrics.blocksDeleted.inc(old.size());
    }
  }
}
