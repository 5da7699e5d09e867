package io.tocsin.tsdb.prometheus;

import io.tocsin.model.Labels;
import io.tocsin.model.SampleBuffer;
import io.tocsin.tsdb.chunk.SampleRuns;
import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;

/// A block of Prometheus, open for reading its series in our order, one after the other.
public final class SourceBlock implements Closeable {
  private final Arena arena = Arena.ofShared();
  private final SourceIndex index;
  private final ChunkFiles chunks;
  private final SourceTombstones tombstones;
  private final int[] order;
  private final SourceIndex.Entry entry = new SourceIndex.Entry();
  private final SampleBuffer whole = new SampleBuffer();
  private final SampleBuffer kept = new SampleBuffer();
  private Labels labels = Labels.EMPTY;
  private long reference;
  private int next;

  /// Opens the folder of a block.
  ///
  /// @throws IOException if a file is missing or cannot be read
  /// @throws io.tocsin.kit.CorruptionException if a file is damaged
  public SourceBlock(Path folder) throws IOException {
    boolean done = false;
    try {
      index = new SourceIndex(folder.resolve("index"), arena);
      chunks = new ChunkFiles(folder.resolve("chunks"), arena);
      tombstones = SourceTombstones.read(folder.resolve("tombstones"), arena);
      order = new SourceOrder(index).positions();
      done = true;
    } finally {
      if (!done) {
        arena.close();
      }
    }
  }

  /// Returns how many series there are.
  public int size() {
    return order.length;
  }

  /// Goes to the next series; false if there is none.
  public boolean next() {
    if (next == order.length) {
      return false;
    }
    int position = order[next++];
    reference = index.reference(position);
    index.read(position, entry);
    labels = index.labels(entry);
    return true;
  }

  /// Returns the labels of the series.
  public Labels labels() {
    return labels;
  }

  /// Returns the samples of the series from `minMillis` to `maxMillis`, both included, without
  /// those that were deleted. The buffer is the block's own, until the next call.
  public SampleBuffer read(long minMillis, long maxMillis) {
    whole.clear();
    boolean isWhole = !tombstones.has(reference);
    for (int i = 0; i < entry.size; i++) {
      if (entry.mins[i] <= maxMillis && entry.maxs[i] >= minMillis) {
        int before = whole.size();
        chunks.read(entry.chunks[i], whole);
        // Blocks whose chunks overlap are rare, but there are.
        SampleRuns.interleave(whole, 0, before);
        isWhole &= entry.mins[i] >= minMillis && entry.maxs[i] <= maxMillis;
      }
    }
    return isWhole ? whole : cut(minMillis, maxMillis);
  }

  private SampleBuffer cut(long minMillis, long maxMillis) {
    kept.clear();
    for (int i = 0; i < whole.size(); i++) {
      long time = whole.timestamps()[i];
      if (time >= minMillis && time <= maxMillis && !tombstones.covers(reference, time)) {
        kept.addFrom(whole, i);
      }
    }
    return kept;
  }

  @Override
  public void close() {
    arena.close();
  }
}
