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
  // Block by block, the number behind the series that was found last.
  private final int[] nexts;
  private final SampleBuffer there = new SampleBuffer();

  StoredAlready(List<Block> blocks) {
    this.blocks = List.copyOf(blocks);
    this.nexts = new int[blocks.size()];
  }

  /// Series mostly come in the order that they have in the block.
  private int find(int number, Labels labels) {
    var block = blocks.get(number);
    int next = nexts[number];
    boolean isNext = next < block.series() && block.labels(next).equals(labels);
    int found = isNext ? next : block.find(labels);
    if (found >= 0) {
      nexts[number] = found + 1;
    }
    return found;
  }

  /// Takes from the samples of a series those at whose time a block has one.
  void takeAway(Labels labels, SampleBuffer samples) {
    for (int i = 0; i < nexts.length; i++) {
      var block = blocks.get(i);
      int series = samples.size() == 0 ? -1 : find(i, labels);
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
