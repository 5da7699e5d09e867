package io.tocsin.tsdb;

import io.tocsin.kit.Clock;
import io.tocsin.kit.CorruptionException;
import io.tocsin.kit.Directory;
import io.tocsin.model.ChangeJournal;
import io.tocsin.model.StoreException;
import io.tocsin.tsdb.block.Block;
import io.tocsin.tsdb.block.BlockFiles;
import io.tocsin.tsdb.block.BlockMeta;
import io.tocsin.tsdb.block.SegmentCache;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The blocks that are open, oldest first. Readers get a list that stays open for them until they
/// give it back. Safe for use by many threads.
final class Blocks implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(Blocks.class);
  private static final long CACHE_BYTES = 32L << 20;
  private static final Comparator<Block> OLDEST_FIRST =
      Comparator.<Block>comparingLong(block -> block.meta().minMillis())
          .thenComparing(block -> block.meta().name());

  private final Directory directory;
  private final SegmentCache cache = new SegmentCache(CACHE_BYTES);
  private final Clock clock;
  private final TsdbMetrics metrics;
  private final AtomicLong names = new AtomicLong();
  private final boolean readOnly;
  private final ChangeJournal changes;
  private List<Block> open = List.of();

  private Blocks(
      Directory directory,
      Clock clock,
      TsdbMetrics metrics,
      boolean readOnly,
      ChangeJournal changes) {
    this.directory = directory;
    this.changes = changes;
    this.readOnly = readOnly;
    this.metrics = metrics;
    this.clock = clock;
  }

  /// Opens all blocks of the directory, after removing what a crash left half done. A damaged one
  /// is set aside, and said in the log.
  ///
  /// @param changes where blocks that come and go are announced: what is in a new one may differ
  ///   from what was seen before, and what goes may be missed
  static Blocks open(Directory directory, Clock clock, TsdbMetrics metrics, ChangeJournal changes)
      throws IOException {
    return opened(new Blocks(directory, clock, metrics, false, changes));
  }

  /// Opens all blocks of a directory that others may be writing, and changes nothing in it.
  ///
  /// @throws NoSuchFileException if a block went away meanwhile
  static Blocks openReadOnly(Directory directory, Clock clock, TsdbMetrics metrics)
      throws IOException {
    return opened(new Blocks(directory, clock, metrics, true, new ChangeJournal()));
  }

  private static Blocks opened(Blocks blocks) throws IOException {
    boolean done = false;
    try {
      blocks.openAll();
      done = true;
      return blocks;
    } finally {
      if (!done) {
        blocks.close();
      }
    }
  }

  private void openAll() throws IOException {
    var superseded = new HashSet<String>();
    for (var meta : metas()) {
      if (!superseded.contains(meta.name())) {
        try {
          add(meta.name());
          // Only of a block that can be read: else its parents are what is left of its samples.
          superseded.addAll(meta.parents());
        } catch (CorruptionException e) {
          setAside(meta.name(), e);
        } catch (NoSuchFileException e) {
          if (readOnly) {
            throw e;
          }
          setAside(meta.name(), e);
        }
      }
    }
    if (!readOnly) {
      deleteRests(superseded);
    }
  }

  private void deleteRests(Set<String> superseded) throws IOException {
    for (var name : BlockFiles.names(directory)) {
      if (superseded.contains(name)) {
        BlockFiles.delete(directory, name);
      }
    }
    BlockFiles.deleteRests(directory);
  }

  /// Returns what the blocks are, merged ones before those they were merged of.
  private List<BlockMeta> metas() throws IOException {
    var metas = new ArrayList<BlockMeta>();
    for (var name : BlockFiles.names(directory)) {
      try {
        metas.add(BlockMeta.read(directory, name));
      } catch (CorruptionException e) {
        setAside(name, e);
      }
    }
    metas.sort(Comparator.comparingInt(BlockMeta::level).reversed());
    return metas;
  }

  private synchronized void setAside(String name, Exception cause) throws IOException {
    metrics.blocksDamaged.inc();
    LOG.atError()
        .addKeyValue("block", name)
        .addKeyValue("at", cause.getMessage())
        .log("a block is damaged; set aside as damaged-" + name + ", the rest serves");
    if (!readOnly) {
      BlockFiles.setAside(directory, name);
    }
  }

  /// Sets aside the block in which the damage was found, unless that was done before. Returns the
  /// same for whoever asked the store.
  StoreException damaged(CorruptionException found) {
    for (var block : list()) {
      if (found.file().startsWith(block.meta().name())) {
        quarantine(block, found);
      }
    }
    return new StoreException(
        StoreException.Kind.CORRUPT,
        "block: " + found.getMessage() + " (now set aside: ask again for the rest)",
        found);
  }

  private void quarantine(Block block, CorruptionException found) {
    long oldest = block.meta().minMillis();
    changes.begin(oldest);
    synchronized (this) {
      if (!open.contains(block)) {
        changes.end(oldest);
        return;
      }
      open = open.stream().filter(other -> other != block).toList();
    }
    changes.end(oldest);
    try {
      setAside(block.meta().name(), found);
    } catch (IOException e) {
      LOG.atError().setCause(e).log("cannot rename a damaged block; the next start tries again");
    }
    block.close();
  }

  /// Returns an id for a block that is to be written.
  String newId() {
    return Long.toString(clock.millis(), 36) + "x" + Long.toString(names.getAndIncrement(), 36);
  }

  /// Opens a block that was just published.
  void add(String name) throws IOException {
    var block = Block.open(directory, name, cache);
    long oldest = block.meta().minMillis();
    changes.begin(oldest);
    synchronized (this) {
      var more = new ArrayList<>(open);
      more.add(block);
      more.sort(OLDEST_FIRST);
      open = List.copyOf(more);
    }
    changes.end(oldest);
  }

  /// Replaces blocks by the one that was merged of them (or by none), in one step for readers, and
  /// deletes them.
  void replace(List<Block> gone, List<String> merged) throws IOException {
    var opened = new ArrayList<Block>();
    for (var name : merged) {
      opened.add(Block.open(directory, name, cache));
    }
    List<Block> mine;
    long oldest = gone.stream().mapToLong(block -> block.meta().minMillis()).min().orElse(0);
    changes.begin(oldest);
    synchronized (this) {
      // One that was found damaged meanwhile is set aside already.
      mine = gone.stream().filter(open::contains).toList();
      var rest = new ArrayList<>(open);
      rest.removeAll(gone);
      rest.addAll(opened);
      rest.sort(OLDEST_FIRST);
      open = List.copyOf(rest);
    }
    changes.end(oldest);
    for (var block : mine) {
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
