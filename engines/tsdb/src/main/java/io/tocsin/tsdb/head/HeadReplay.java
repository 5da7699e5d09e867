package io.tocsin.tsdb.head;

import io.tocsin.model.Labels;
import java.util.Arrays;

/// Brings the log's records back into a head. Samples are gathered and then written series by
/// series: a row is visited once for many samples, not once for each. Chunks that fill up keep
/// their bits; looking for shorter columns would be half of the work, and the block does it anyhow.
/// For one thread, before any other uses the head.
public final class HeadReplay {
  private static final int GATHERED_MAX = 1 << 19;

  private final Head head;
  private int[] ids = new int[1 << 12];
  private int[] next = new int[1 << 12];
  private long[] times = new long[1 << 12];
  private long[] bits = new long[1 << 12];
  private int size;

  // By slot: the position behind its first and last sample.
  private int[] first = new int[1 << 10];
  private int[] last = new int[1 << 10];
  private int[] slots = new int[1 << 10];
  private int slotCount;

  public HeadReplay(Head head) {
    this.head = head;
  }

  /// Makes a series under the id it had.
  public void series(int id, Labels labels) {
    write();
    head.restore(id, labels);
  }

  /// Takes in samples of series that are known by now; others are skipped.
  public void samples(SampleBatch batch) {
    if (!batch.isPlain()) {
      write();
      head.apply(batch);
      return;
    }
    for (int i = 0; i < batch.size(); i++) {
      int slot = batch.id(i) & Rows.SLOT_MASK;
      if (slot > 0 && slot < head.rows.end()) {
        gather(slot, batch, i);
      }
    }
    if (size >= GATHERED_MAX) {
      write();
    }
  }

  /// Takes in samples that are older than their series' last.
  public void lateSamples(SampleBatch batch) {
    head.applyLate(batch);
  }

  /// Deletes samples, of those that were taken in before.
  public void deletions(SampleBatch batch) {
    write();
    head.applyDeletions(batch);
  }

  private void gather(int slot, SampleBatch batch, int i) {
    if (size == ids.length) {
      ids = Arrays.copyOf(ids, size * 2);
      next = Arrays.copyOf(next, size * 2);
      times = Arrays.copyOf(times, size * 2);
      bits = Arrays.copyOf(bits, size * 2);
    }
    if (slot >= first.length) {
      int length = Math.max(head.rows.end(), first.length * 2);
      first = Arrays.copyOf(first, length);
      last = Arrays.copyOf(last, length);
    }
    ids[size] = batch.id(i);
    times[size] = batch.time(i);
    bits[size] = batch.bits(i);
    next[size++] = 0;
    if (first[slot] == 0) {
      first[slot] = size;
      slots = slotCount < slots.length ? slots : Arrays.copyOf(slots, slotCount * 2);
      slots[slotCount++] = slot;
    } else {
      next[last[slot] - 1] = size;
    }
    last[slot] = size;
  }

  /// Ends the replay: everything taken in is in the head.
  public void finish() {
    write();
    head.restored();
  }

  private void write() {
    head.addRestored(() -> {
      int stored = 0;
      for (int i = 0; i < slotCount; i++) {
        int slot = slots[i];
        if (head.rows.alive(slot)) {
          stored += write(slot, head.rows.id(slot));
        }
        first[slot] = 0;
      }
      return stored;
    });
    slotCount = 0;
    size = 0;
  }

  private int write(int slot, int id) {
    int stored = 0;
    var open = head.open;
    open.take(slot);
    long windowEnd =
        open.count() == 0 ? 0 : head.sealed.endOf(head.rows.longAt(slot, Rows.OPEN_TIME));
    for (int at = first[slot]; at != 0; at = next[at - 1]) {
      long time = times[at - 1];
      if (ids[at - 1] == id && time > open.lastTime()) {
        if (stored == 0) {
          head.seen(time);
          head.sealRun(slot);
        }
        stored++;
        if (open.count() == Head.CHUNK_SAMPLES || (open.count() > 0 && time >= windowEnd)) {
          seal(slot);
        }
        if (open.count() == 0) {
          windowEnd = head.sealed.endOf(time);
        }
        open.add(time, bits[at - 1]);
      }
    }
    open.putBack();
    if (stored > 0) {
      head.seen(open.lastTime());
    }
    return stored;
  }

  private void seal(int slot) {
    head.open.putBack();
    head.sealed.sealBits(slot, head.open);
    head.open.take(slot);
  }
}
