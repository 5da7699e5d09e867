package io.tocsin.tsdb.block;

import io.tocsin.model.SampleBuffer;

/// Merges runs of samples of one series, one after the other; of two samples at one time the later
/// run's counts. For one thread.
final class SampleMerger {
  private SampleBuffer merged = new SampleBuffer();
  private SampleBuffer spare = new SampleBuffer();
  private final SampleBuffer next = new SampleBuffer();

  void clear() {
    merged.clear();
  }

  SampleBuffer merged() {
    return merged;
  }

  /// Returns the emptied buffer to fill with the next run before [#merge].
  SampleBuffer next() {
    next.clear();
    return next;
  }

  void merge() {
    if (next.size() == 0) {
      return;
    }
    if (merged.size() == 0 || merged.timestamps()[merged.size() - 1] < next.timestamps()[0]) {
      append(next, 0, next.size(), merged);
      return;
    }
    spare.clear();
    int i = 0;
    int j = 0;
    while (i < merged.size() && j < next.size()) {
      long one = merged.timestamps()[i];
      long other = next.timestamps()[j];
      if (one < other) {
        spare.add(one, merged.values()[i++]);
      } else {
        spare.add(other, next.values()[j++]);
        i += one == other ? 1 : 0;
      }
    }
    append(merged, i, merged.size(), spare);
    append(next, j, next.size(), spare);
    var old = merged;
    merged = spare;
    spare = old;
  }

  private static void append(SampleBuffer from, int start, int end, SampleBuffer to) {
    int count = end - start;
    to.reserve(count);
    System.arraycopy(from.timestamps(), start, to.timestamps(), to.size(), count);
    System.arraycopy(from.values(), start, to.values(), to.size(), count);
    to.grow(count);
  }
}
