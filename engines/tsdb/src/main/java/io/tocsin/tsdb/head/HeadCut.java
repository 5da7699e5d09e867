package io.tocsin.tsdb.head;

import io.tocsin.model.Labels;
import io.tocsin.model.SampleBuffer;
import java.util.BitSet;

/// One window on its way from the head to a block: what is in it is sealed and can be read series
/// by series in the order of blocks, and is dropped once the block is there and nobody reads the
/// head's copy any more. For one thread.
public final class HeadCut {
  private static final int STRIPE = 1 << 12;

  private final Head head;
  private final long start;
  private final long end;
  private final SealedChunks.Window window;
  private final int[] slots;

  /// Begins the cut of the window that starts at that time.
  public HeadCut(Head head, long windowStart) {
    this.head = head;
    this.start = windowStart;
    this.end = windowStart + head.options.windowMillis();
    this.window = seal();
    this.slots = order();
  }

  private SealedChunks.Window seal() {
    for (int from = 1; from < head.rows.end(); from += STRIPE) {
      long stamp = head.sampleLock.writeLock();
      try {
        int to = Math.min(head.rows.end(), from + STRIPE);
        for (int slot = from; slot < to; slot++) {
          if (isOpenIn(slot)) {
            head.seal(slot);
          }
          if (head.rows.late(slot)) {
            head.late.sealIn(slot, start, end - 1);
          }
        }
      } finally {
        head.sampleLock.unlockWrite(stamp);
      }
    }
    long stamp = head.sampleLock.writeLock();
    try {
      return head.sealed.detach(start);
    } finally {
      head.sampleLock.unlockWrite(stamp);
    }
  }

  private boolean isOpenIn(int slot) {
    long time = head.openTime(slot);
    return time >= start && time < end;
  }

  private int[] order() {
    long labels = head.labelLock.readLock();
    long samples = head.sampleLock.readLock();
    try {
      var found = new BitSet();
      head.sealed.slots(window, found);
      var unordered = found.stream().toArray();
      return new SlotOrder(head.index, unordered).sorted(unordered);
    } finally {
      head.sampleLock.unlockRead(samples);
      head.labelLock.unlockRead(labels);
    }
  }

  /// Returns how many series have samples in the window.
  public int size() {
    return slots.length;
  }

  public Labels labels(int series) {
    return head.labels(slots[series]);
  }

  public void read(int series, SampleBuffer out) {
    head.read(slots[series], start, end - 1, out);
  }

  /// Gives up: the window stays in the head, to be cut another time.
  public void cancel() {
    long stamp = head.sampleLock.writeLock();
    try {
      head.sealed.attach(window);
    } finally {
      head.sampleLock.unlockWrite(stamp);
    }
  }

  /// Takes the window's chunks out of the head.
  public void drop() {
    long stamp = head.sampleLock.writeLock();
    try {
      head.sealed.drop(window, head.late);
    } finally {
      head.sampleLock.unlockWrite(stamp);
    }
  }
}
