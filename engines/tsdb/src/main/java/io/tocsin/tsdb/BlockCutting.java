package io.tocsin.tsdb;

import io.tocsin.kit.Clock;
import io.tocsin.kit.CorruptionException;
import io.tocsin.kit.Directory;
import io.tocsin.model.Labels;
import io.tocsin.model.SampleBuffer;
import io.tocsin.tsdb.block.Block;
import io.tocsin.tsdb.block.BlockMeta;
import io.tocsin.tsdb.block.BlockWriter;
import io.tocsin.tsdb.head.Head;
import io.tocsin.tsdb.head.HeadCollection;
import io.tocsin.tsdb.head.HeadCut;
import io.tocsin.tsdb.head.StaleCut;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.function.IntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Moves windows that are over, and series that have ended, from the head to blocks. For one
/// thread.
final class BlockCutting {
  private static final Logger LOG = LoggerFactory.getLogger(BlockCutting.class);
  private static final long SAMPLES_MAX = 64_000_000;
  private static final int STALE_MIN = 100;
  private static final long STALE_MILLIS = 300_000;

  /// @param drop takes out of the head what a block has
  private record Written(long epoch, Runnable drop) {}

  private interface Samples {
    void read(int series, SampleBuffer out);
  }

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
    cutStale();
    cuts.values().removeIf(millis -> clock.millis() - millis > options.blockMillis());
    dropped |= drop();
    int series = collection.collect();
    metrics.seriesDropped.inc(series);
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
    boolean done = false;
    try {
      write(windowStart, cut.size(), cut::labels, cut::read);
      done = true;
    } finally {
      if (!done) {
        cut.cancel();
      }
    }
    written.add(new Written(head.epochs().advance(), cut::drop));
  }

  /// Moves series that have ended to blocks of their own, when they are many; a few are not worth a
  /// block.
  private void cutStale() throws IOException {
    if (options.staleShare() == 0) {
      return;
    }
    var stale = collection.stale(clock.millis() - STALE_MILLIS);
    if (stale.length < STALE_MIN || stale.length < options.staleShare() * head.seriesCount()) {
      return;
    }
    var cut = new StaleCut(head, stale);
    for (long window : cut.windows()) {
      write(window, cut.size(), cut::labels, (series, out) -> cut.read(series, window, out));
    }
    written.add(new Written(head.epochs().advance(), cut::drop));
    metrics.staleSeries.inc(stale.length);
  }

  private void write(long windowStart, int size, IntFunction<Labels> labels, Samples from)
      throws IOException {
    var held = blocks.hold(windowStart, windowStart + options.blockMillis() - 1);
    try (var writer = new BlockWriter(directory, blocks.newId())) {
      var there = new StoredAlready(held);
      var samples = new SampleBuffer();
      for (int series = 0; series < size; series++) {
        samples.clear();
        from.read(series, samples);
        if (samples.size() > 0) {
          var set = labels.apply(series);
          there.takeAway(set, samples);
          writer.addSeries(set, samples);
        }
      }
      var meta = writer.finish();
      if (meta != null) {
        published(meta);
      }
    } catch (CorruptionException e) {
      throw blocks.damaged(e);
    } finally {
      held.forEach(Block::close);
    }
  }

  private void published(BlockMeta meta) throws IOException {
    blocks.add(meta.name());
    metrics.blocksCut.inc();
    LOG.atInfo()
        .addKeyValue("block", meta.name())
        .addKeyValue("series", meta.counts().series())
        .addKeyValue("samples", meta.counts().samples())
        .addKeyValue("bytes", meta.bytes())
        .log("cut a block");
  }

  /// Drops from the head what blocks have and no reader sees there any more.
  private boolean drop() {
    boolean dropped = false;
    while (!written.isEmpty() && head.epochs().left(written.peek().epoch())) {
      written.remove().drop().run();
      dropped = true;
    }
    return dropped;
  }
}
