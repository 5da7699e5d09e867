package io.tocsin.tsdb.head;

import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// Series that were read from a checkpoint and are yet to be found by their labels. While one is
/// listed in a thread of its own, the next is read: the lists and what a row points to have nothing
/// in common. For one thread.
final class Listing {
  private final SeriesIndex index;
  private int[] slots = new int[1 << 12];
  private long[] hashes = new long[1 << 12];
  private int[] ends = new int[1 << 12];
  private int[] pairs = new int[1 << 15];
  private int count;

  Listing(SeriesIndex index) {
    this.index = index;
  }

  void add(int slot, long hash, int[] ids, int size) {
    int start = count == 0 ? 0 : ends[count - 1];
    if (count == slots.length) {
      slots = Arrays.copyOf(slots, count * 2);
      hashes = Arrays.copyOf(hashes, count * 2);
      ends = Arrays.copyOf(ends, count * 2);
    }
    while (start + size > pairs.length) {
      pairs = Arrays.copyOf(pairs, pairs.length * 2);
    }
    System.arraycopy(ids, 0, pairs, start, size);
    slots[count] = slot;
    hashes[count] = hash;
    ends[count++] = start + size;
  }

  /// Begins to list them; only one may be on its way.
  FutureTask<Boolean> begin() {
    var task = new FutureTask<>(this::list, true);
    Thread.ofPlatform().name("tsdb-listing").daemon(true).start(task);
    return task;
  }

  private void list() {
    var ids = new int[LabelSets.LABELS_MAX];
    int start = 0;
    for (int i = 0; i < count; i++) {
      int size = ends[i] - start;
      System.arraycopy(pairs, start, ids, 0, size);
      index.list(slots[i], hashes[i], ids, size);
      start = ends[i];
    }
    count = 0;
  }

  /// Waits for one that is on its way.
  static void await(FutureTask<Boolean> task) {
    try {
      task.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("series: not listed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("series: interrupted (expected: to be listed)", e);
    }
  }
}
