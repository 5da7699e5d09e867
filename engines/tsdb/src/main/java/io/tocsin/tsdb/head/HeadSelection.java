package io.tocsin.tsdb.head;

import io.tocsin.model.Labels;
import io.tocsin.model.SampleBuffer;

/// Series of the head that a selection found, by position. Holds slots only: whoever keeps one has
/// entered an epoch and leaves it afterwards. Safe for use by many threads.
public final class HeadSelection {
  private final Head head;
  private final int[] slots;

  HeadSelection(Head head, int[] slots) {
    this.head = head;
    this.slots = slots;
  }

  public int size() {
    return slots.length;
  }

  /// Returns the hash of a series' label set, the same as blocks keep.
  public long hash(int series) {
    return head.rows.hash(slots[series]);
  }

  public Labels labels(int series) {
    return head.labels(slots[series]);
  }

  /// Returns the symbol of the label's value for each series, 0 where it has none.
  public int[] column(String labelName) {
    var column = new int[slots.length];
    long stamp = head.labelLock.readLock();
    try {
      int name = head.index.symbols.find(labelName);
      if (name > 0) {
        var pairs = new int[LabelSets.LABELS_MAX];
        for (int i = 0; i < slots.length; i++) {
          column[i] = value(head.index.read(slots[i], pairs), pairs, name);
        }
      }
      return column;
    } finally {
      head.labelLock.unlockRead(stamp);
    }
  }

  private int value(int size, int[] pairs, int name) {
    for (int i = 0; i < size; i++) {
      if (head.index.pairs.name(pairs[i]) == name) {
        return head.index.pairs.value(pairs[i]);
      }
    }
    return 0;
  }

  public String symbol(int id) {
    long stamp = head.labelLock.readLock();
    try {
      return head.index.symbols.text(id);
    } finally {
      head.labelLock.unlockRead(stamp);
    }
  }

  /// Returns what is to be deleted of some of the series, `from` to `to` (excluded), for
  /// [Head#applyDeletions]: none of them further than its last sample.
  public SampleBatch deletions(int from, int to, long min, long max) {
    var batch = new SampleBatch();
    long stamp = head.sampleLock.readLock();
    try {
      for (int i = from; i < to; i++) {
        long last = Math.min(max, head.rows.longAt(slots[i], Rows.LAST_TIME));
        if (head.rows.alive(slots[i]) && last >= min) {
          batch.add(head.rows.id(slots[i]), min, last);
        }
      }
      return batch;
    } finally {
      head.sampleLock.unlockRead(stamp);
    }
  }

  /// Appends the series' samples from `min` to `max`, both included, to `out`.
  public void read(int series, long min, long max, SampleBuffer out) {
    head.read(slots[series], min, max, out);
  }
}
