package io.tocsin.tsdb;

import io.tocsin.model.Labels;
import io.tocsin.model.SampleBuffer;
import io.tocsin.tsdb.block.Block;
import io.tocsin.tsdb.chunk.SampleRuns;
import java.util.Arrays;
import java.util.List;

/// What blocks have of a window that is cut once more: a sample that came again after a crash or
/// out of order is not written twice, so that the one that was there first counts for good. For one
/// thread.
final class StoredAlready {
  private final List<Block> blocks;
  private final SampleBuffer there = new SampleBuffer();

  StoredAlready(List<Block> blocks) {
    this.blocks = List.copyOf(blocks);
  }

  /// Takes from the samples of a series those at whose time a block has one.
  void takeAway(Labels labels, SampleBuffer samples) {
    for (var block : blocks) {
      int series = samples.size() == 0 ? -1 : block.find(labels);
      if (series >= 0) {
        there.clear();
        long last = samples.timestamps()[samples.size() - 1];
        block.read(series, samples.timestamps()[0], last, there);
        SampleRuns.remove(samples, 0, this::isThere);
      }
    }
  }

  private boolean isThere(long time) {
    return Arrays.binarySearch(there.timestamps(), 0, there.size(), time) >= 0;
  }
}
