package io.tocsin.tsdb;

import io.tocsin.kit.Clock;
import io.tocsin.kit.CorruptionException;
import io.tocsin.kit.Directory;
import io.tocsin.model.StoreException;
import io.tocsin.tsdb.block.Block;
import io.tocsin.tsdb.block.BlockFiles;
import io.tocsin.tsdb.block.SegmentCache;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// The blocks that are open, oldest first. Readers get a list that stays open for them until they
/// give it back. Safe for use by many threads.
final class Blocks implements Closeable {
  private static final long CACHE_BYTES = 32L << 20;
  private static final Comparator<Block> OLDEST_FIRST =
      Comparator.<Block>comparingLong(block -> block.meta().minMillis())
          .thenComparing(block -> block.meta().name());

  private final Directory directory;
  private final SegmentCache cache = new SegmentCache(CACHE_BYTES);
  private final Clock clock;
  private final AtomicLong names = new AtomicLong();
  private List<Block> open = List.of();

  private Blocks(Directory directory, Clock clock) {
    this.directory = directory;
    this.clock = clock;
  }

  /// Opens all blocks of the directory, after removing what a crash left half done.
  ///
  /// @throws StoreException if one is damaged
  static Blocks open(Directory directory, Clock clock) throws IOException {
    var blocks = new Blocks(directory, clock);
    try {
      for (var name : BlockFiles.recover(directory)) {
        blocks.add(name);
      }
      return blocks;
    } catch (CorruptionException e) {
      blocks.close();
      throw new StoreException(
          StoreException.Kind.CORRUPT,
          e.getMessage() + " (expected: an unchanged block; restore it, or move its files away)",
          e);
    }
  }

  /// Returns an id for a block that is to be written.
  String newId() {
    return Long.toString(clock.millis(), 36) + "x" + Long.toString(names.getAndIncrement(), 36);
  }

  /// Opens a block that was just published.
  void add(String name) throws IOException {
    var block = Block.open(directory, name, cache);
    synchronized (this) {
      var more = new ArrayList<>(open);
      more.add(block);
      more.sort(OLDEST_FIRST);
      open = List.copyOf(more);
    }
  }

  /// Replaces blocks by the one that was merged of them (or by none), in one step for readers, and
  /// deletes them.
  void replace(List<Block> gone, List<String> merged) throws IOException {
    var opened = new ArrayList<Block>();
    for (var name : merged) {
      opened.add(Block.open(directory, name, cache));
    }
    synchronized (this) {
      var rest = new ArrayList<>(open);
      rest.removeAll(gone);
      rest.addAll(opened);
      rest.sort(OLDEST_FIRST);
      open = List.copyOf(rest);
    }
    for (var block : gone) {
      BlockFiles.delete(directory, block.meta().name());
      block.close();
    }
  }

  /// Returns the blocks that may hold samples of the range, each to be closed by the caller.
  synchronized List<Block> hold(long min, long max) {
    var held = new ArrayList<Block>();
    for (var block : open) {
      if (block.overlaps(min, max) && block.retain()) {
        held.add(block);
      }
    }
    return held;
  }

  /// Returns the blocks without holding them: for maintenance, which alone closes blocks.
  synchronized List<Block> list() {
    return open;
  }

  synchronized long bytes() {
    return open.stream().mapToLong(block -> block.meta().bytes()).sum();
  }

  @Override
  public void close() {
    List<Block> last;
    synchronized (this) {
      last = open;
      open = List.of();
    }
    last.forEach(Block::close);
  }
}
