package io.tocsin.tsdb.head;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import io.tocsin.model.SampleBuffer;
import io.tocsin.tsdb.chunk.SampleRuns;

/// Takes samples out of the head, by writing the chunks they stand in anew. What was the last
/// sample of a series stays known as such, so that a replay of the log does not bring back what is
/// older.
///
/// Guarded by the head's sample lock.
final class HeadDeletion {
  private final Head head;
  private final SampleBuffer samples = new SampleBuffer();

  HeadDeletion(Head head) {
    this.head = head;
  }

  /// Deletes the samples of the series from `min` to `max`, both included.
  void delete(int slot, long min, long max) {
    var rows = head.rows;
    if (head.openTime(slot) <= max && rows.longAt(slot, Rows.LAST_TIME) >= min) {
      head.seal(slot);
    }
    sealed(slot, min, max);
    if (rows.late(slot)) {
      late(slot, min, max);
    }
  }

  private void sealed(int slot, long min, long max) {
    var sealed = head.sealed;
    int after = 0;
    int ref = head.rows.intAt(slot, Rows.CHUNK);
    while (ref != 0 && sealed.time(ref, SealedChunks.LAST_TIME) >= min) {
      int previous = sealed.header(ref, SealedChunks.PREVIOUS);
      if (sealed.time(ref, SealedChunks.FIRST_TIME) <= max && loses(ref, min, max)) {
        int instead = samples.size() == 0 ? previous : write(slot, previous);
        if (after == 0) {
          head.rows.set(slot, Rows.CHUNK, instead);
        } else {
          long at = PagePool.offset(after) + SealedChunks.PREVIOUS;
          head.pool.at(after).set(JAVA_INT, at, instead);
        }
        sealed.orphan(ref);
        after = samples.size() == 0 ? after : oldest(instead, previous);
      } else {
        after = ref;
      }
      ref = previous;
    }
  }

  /// Returns the chunk that follows `previous` in the chain from `newest`.
  private int oldest(int newest, int previous) {
    int ref = newest;
    for (int next = ref; next != previous; next = head.sealed.header(ref, SealedChunks.PREVIOUS)) {
      ref = next;
    }
    return ref;
  }

  /// Reads what stays of a chunk; false if that is all of it.
  private boolean loses(int ref, long min, long max) {
    samples.clear();
    head.sealed.read(ref, Long.MIN_VALUE, Long.MAX_VALUE, samples);
    return keepOthers(min, max);
  }

  private boolean keepOthers(long min, long max) {
    return SampleRuns.remove(samples, 0, time -> time >= min && time <= max);
  }

  private int write(int slot, int previous) {
    var part = new SealedChunks.Part(samples, 0, samples.size());
    return head.sealed.place(slot, part, 0, previous);
  }

  private void late(int slot, long min, long max) {
    samples.clear();
    head.late.read(slot, Long.MIN_VALUE, Long.MAX_VALUE, samples);
    if (keepOthers(min, max)) {
      head.late.clear(slot);
      var rest = new SampleBatch();
      for (int i = 0; i < samples.size(); i++) {
        rest.addFrom(slot, samples, i);
        head.late.put(slot, rest, i);
      }
    }
  }
}
