package io.tocsin.tsdb.head;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import io.tocsin.model.SampleBuffer;
import io.tocsin.tsdb.chunk.ByteWriter;
import io.tocsin.tsdb.chunk.ChunkCodec;
import java.lang.foreign.MemorySegment;

/// Takes samples out of the head, by writing the chunks they stand in anew. What was the last
/// sample of a series stays known as such, so that a replay of the log does not bring back what is
/// older.
///
/// Guarded by the head's sample lock.
final class HeadDeletion {
  private final Head head;
  private final SampleBuffer samples = new SampleBuffer();
  private final ByteWriter encoded = new ByteWriter(1 << 12);

  HeadDeletion(Head head) {
    this.head = head;
  }

  /// Deletes the samples of the series from `min` to `max`, both included.
  void delete(int slot, long min, long max) {
    var rows = head.rows;
    if (rows.openCount(slot) > 0
        && rows.longAt(slot, Rows.OPEN_TIME) <= max
        && rows.longAt(slot, Rows.LAST_TIME) >= min) {
      head.sealed.seal(slot, head.open);
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
        after = samples.size() == 0 ? after : instead;
      } else {
        after = ref;
      }
      ref = previous;
    }
  }

  /// Reads what stays of a chunk; false if that is all of it.
  private boolean loses(int ref, long min, long max) {
    samples.clear();
    head.sealed.read(ref, Long.MIN_VALUE, Long.MAX_VALUE, samples);
    return keepOthers(min, max);
  }

  private boolean keepOthers(long min, long max) {
    int all = samples.size();
    int kept = 0;
    for (int i = 0; i < all; i++) {
      long time = samples.timestamps()[i];
      if (time < min || time > max) {
        samples.timestamps()[kept] = time;
        samples.values()[kept++] = samples.values()[i];
      }
    }
    samples.truncate(kept);
    return kept < all;
  }

  private int write(int slot, int previous) {
    int count = samples.size();
    encoded.clear();
    ChunkCodec.encodeValues(samples.values(), 0, count, encoded);
    ChunkCodec.encodeTimestamps(samples.timestamps(), 0, count, encoded);
    var chunk =
        new SealedChunks.Chunk(
            slot,
            encoded.size(),
            count | SealedChunks.COLUMNS,
            samples.timestamps()[0],
            samples.timestamps()[count - 1]);
    int ref = head.sealed.place(chunk, previous);
    long payload = PagePool.offset(ref) + SealedChunks.HEADER;
    MemorySegment.copy(encoded.array(), 0, head.pool.at(ref), JAVA_BYTE, payload, encoded.size());
    return ref;
  }

  private void late(int slot, long min, long max) {
    samples.clear();
    head.late.read(slot, Long.MIN_VALUE, Long.MAX_VALUE, samples);
    if (keepOthers(min, max)) {
      head.late.clear(slot);
      for (int i = 0; i < samples.size(); i++) {
        long bits = Double.doubleToRawLongBits(samples.values()[i]);
        head.late.put(slot, samples.timestamps()[i], bits);
      }
    }
  }
}
