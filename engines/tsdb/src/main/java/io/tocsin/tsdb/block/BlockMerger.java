package io.tocsin.tsdb.block;

import io.tocsin.kit.Directory;
import io.tocsin.model.Labels;
import io.tocsin.model.SampleBuffer;
import io.tocsin.tsdb.chunk.SampleRuns;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/// Makes one block of several, adjacent or overlapping. Where two hold a sample of one series at
/// one time, that of the block earlier in the list counts, as it does in a query. For one thread.
public final class BlockMerger {
  private final Directory directory;
  private final List<Block> blocks;
  private final long minMillis;

  /// @param blocks open ones, oldest first, which the caller keeps open
  /// @param minMillis samples before are left out
  public BlockMerger(Directory directory, List<Block> blocks, long minMillis) {
    this.directory = directory;
    this.blocks = List.copyOf(blocks);
    this.minMillis = minMillis;
  }

  private static final class Cursor {
    private final Block block;
    private final int rank;
    private int series;
    private Labels labels;

    Cursor(Block block, int rank) {
      this.block = block;
      this.rank = rank;
      this.labels = block.labels(0);
    }

    Labels labels() {
      return labels;
    }

    int rank() {
      return rank;
    }

    void read(long minMillis, SampleBuffer out) {
      block.read(series, minMillis, Long.MAX_VALUE, out);
    }

    boolean next() {
      if (++series == block.series()) {
        return false;
      }
      labels = block.labels(series);
      return true;
    }
  }

  /// Writes and publishes the merged block, which names the others as its parents; null if no
  /// sample is left. Deleting the parents is up to the caller, with [BlockFiles#delete].
  public @Nullable BlockMeta merge(String id) throws IOException {
    var order =
        Comparator.comparing(Cursor::labels, SeriesOrder.COMPARATOR).thenComparingInt(Cursor::rank);
    var cursors = new PriorityQueue<>(order);
    for (int i = 0; i < blocks.size(); i++) {
      if (blocks.get(i).series() > 0) {
        cursors.add(new Cursor(blocks.get(i), i));
      }
    }
    var parents = blocks.stream().map(Block::meta).toList();
    try (var writer = new BlockWriter(directory, id, parents)) {
      var merged = new SampleBuffer();
      var same = new ArrayList<Cursor>();
      while (!cursors.isEmpty()) {
        if (Thread.currentThread().isInterrupted()) {
          throw new InterruptedIOException("merge " + id + ": interrupted");
        }
        same.clear();
        same.add(cursors.remove());
        var labels = same.getFirst().labels();
        while (!cursors.isEmpty() && cursors.element().labels().equals(labels)) {
          same.add(cursors.remove());
        }
        merged.clear();
        for (var cursor : same) {
          int before = merged.size();
          cursor.read(minMillis, merged);
          SampleRuns.interleave(merged, 0, before);
          if (cursor.next()) {
            cursors.add(cursor);
          }
        }
        writer.addSeries(labels, merged);
      }
      return writer.finish();
    }
  }
}
