package io.tocsin.tsdb.head;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.tocsin.model.SampleBuffer;
import io.tocsin.tsdb.chunk.ByteWriter;
import io.tocsin.tsdb.chunk.ChunkCodec;
import io.tocsin.tsdb.chunk.RunCodec;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// Writes down a head while it goes on taking samples, stripe of series by stripe. What a stripe
/// holds may be newer than when the snapshot began, never older: replaying the log from there on
/// offers some samples twice, and the head takes them once. For one thread.
public final class HeadSnapshot {
  private static final int STRIPE = 1 << 12;
  private static final int TEXTS_BYTES = 1 << 20;

  private final Head head;
  private final BitSet pairs = new BitSet();
  private final BitSet symbols = new BitSet();
  private final int[] ids = new int[LabelSets.LABELS_MAX];
  private final SampleBuffer late = new SampleBuffer();
  private int nextSymbol;
  private long seriesWritten;

  // Of the stripe written last: full samples that are in no sealed chunk.
  private final List<Open> runs = new ArrayList<>();
  private boolean hasFull;

  private record Open(int id, OpenRun.View run) {}

  public HeadSnapshot(Head head) {
    this.head = head;
  }

  public int stripes() {
    return (head.rows.end() + STRIPE - 1) / STRIPE;
  }

  public long seriesWritten() {
    return seriesWritten;
  }

  /// Appends the living series of a stripe.
  public void series(int stripe, ByteWriter out) {
    long labelStamp = head.labelLock.readLock();
    long sampleStamp = head.sampleLock.readLock();
    try {
      int end = Math.min((stripe + 1) * STRIPE, head.rows.end());
      for (int slot = Math.max(1, stripe * STRIPE); slot < end; slot++) {
        if (head.rows.alive(slot)) {
          one(slot, out);
          seriesWritten++;
        }
      }
    } finally {
      head.sampleLock.unlockRead(sampleStamp);
      head.labelLock.unlockRead(labelStamp);
    }
  }

  private void one(int slot, ByteWriter out) {
    out.varint(head.rows.id(slot));
    out.i64(head.rows.hash(slot));
    int size = head.index.read(slot, ids);
    out.varint(size);
    for (int i = 0; i < size; i++) {
      out.varint(ids[i]);
      pairs.set(ids[i]);
    }
    out.i64(head.rows.longAt(slot, Rows.LAST_TIME));
    out.i64(head.rows.longAt(slot, Rows.LAST_BITS));
    openChunk(slot, out);
    var chunks = head.sealed.chunks(slot, Long.MIN_VALUE, Long.MAX_VALUE);
    out.varint(chunks.length);
    for (int chunk : chunks) {
      sealedChunk(chunk, out);
    }
    var run = head.rows.run(slot) ? head.runs.get(slot) : null;
    if (run != null) {
      runs.add(new Open(head.rows.id(slot), run.view()));
      hasFull = true;
    }
  }

  /// Appends the full samples that the stripe's series had in no sealed chunk, as of the moment of
  /// the last [#series].
  public void runs(ByteWriter out) {
    for (var open : runs) {
      late.clear();
      open.run.read(Long.MIN_VALUE, Long.MAX_VALUE, late);
      SealedChunks.write(late, 0, open.id, out);
    }
    runs.clear();
  }

  /// Tells whether anything but plain floats was written so far.
  public boolean hasFull() {
    return hasFull;
  }

  private void openChunk(int slot, ByteWriter out) {
    int count = head.rows.openCount(slot);
    out.varint(count);
    if (count == 0) {
      return;
    }
    int bits = head.rows.intAt(slot, Rows.OPEN_BITS);
    out.zigzag(head.rows.longAt(slot, Rows.OPEN_TIME));
    out.zigzag(head.rows.intAt(slot, Rows.LAST_DELTA));
    out.u8(head.rows.page(slot).get(JAVA_BYTE, Rows.row(slot) + Rows.LEADING));
    out.u8(head.rows.page(slot).get(JAVA_BYTE, Rows.row(slot) + Rows.SIGNIFICANT));
    out.varint(bits);
    int cell = head.rows.intAt(slot, Rows.OPEN_HEAD);
    for (int word = 0; word * 32 < bits; word++) {
      if (word > 0 && word % Cells.WORDS == 0) {
        cell = head.open.next(cell);
      }
      out.i32(head.open.word(cell, word % Cells.WORDS));
    }
  }

  private void sealedChunk(int chunk, ByteWriter out) {
    var page = head.pool.at(chunk);
    long at = PagePool.offset(chunk);
    int length = page.get(JAVA_INT, at + SealedChunks.LENGTH);
    int count = page.get(JAVA_INT, at + SealedChunks.COUNT);
    hasFull |= SealedChunks.isFull(count);
    out.varint(count);
    out.zigzag(page.get(JAVA_LONG, at + SealedChunks.FIRST_TIME));
    out.zigzag(page.get(JAVA_LONG, at + SealedChunks.LAST_TIME));
    out.varint(length);
    var bytes = page.asSlice(at + SealedChunks.HEADER, length).toArray(JAVA_BYTE);
    out.bytes(bytes, 0, length);
  }

  /// Appends the late samples of a stripe's series, full ones to `full`; after all [#series], so
  /// that those of a series that is missing there are in the log.
  public void late(int stripe, ByteWriter out, ByteWriter full) {
    long stamp = head.sampleLock.readLock();
    try {
      int end = Math.min((stripe + 1) * STRIPE, head.rows.end());
      for (int slot = Math.max(1, stripe * STRIPE); slot < end; slot++) {
        if (head.rows.late(slot) && head.rows.alive(slot)) {
          late.clear();
          head.late.read(slot, Long.MIN_VALUE, Long.MAX_VALUE, late);
          int id = head.rows.id(slot);
          if (!RunCodec.isPlain(late)) {
            SealedChunks.write(takeFull(), SealedChunks.LATE, id, full);
          }
          lateOf(id, out);
        }
      }
    } finally {
      head.sampleLock.unlockRead(stamp);
    }
  }

  /// Takes the full samples out of the late ones.
  private SampleBuffer takeFull() {
    var full = new SampleBuffer();
    var plain = new SampleBuffer();
    long[] starts = late.starts();
    for (int i = 0; i < late.size(); i++) {
      boolean isFull = late.histogram(i) != null || (starts != null && starts[i] != 0);
      (isFull ? full : plain).addFrom(late, i);
    }
    late.clear();
    for (int i = 0; i < plain.size(); i++) {
      late.add(plain.timestamps()[i], plain.values()[i]);
    }
    hasFull |= full.size() > 0;
    return full;
  }

  private void lateOf(int id, ByteWriter out) {
    out.varint(id);
    out.varint(late.size());
    for (int start = 0; start < late.size(); start += ChunkCodec.SAMPLES_MAX) {
      int count = Math.min(ChunkCodec.SAMPLES_MAX, late.size() - start);
      ChunkCodec.encodeValues(late.values(), start, count, out);
      ChunkCodec.encodeTimestamps(late.timestamps(), start, count, out);
    }
  }

  /// Appends the label pairs of the stripes written so far.
  public void pairs(ByteWriter out) {
    long stamp = head.labelLock.readLock();
    try {
      int previous = 0;
      for (int pair = pairs.nextSetBit(0); pair >= 0; pair = pairs.nextSetBit(pair + 1)) {
        int name = head.index.pairs.name(pair);
        int value = head.index.pairs.value(pair);
        out.varint(pair - previous);
        out.varint(name);
        out.varint(value);
        symbols.set(name);
        symbols.set(value);
        previous = pair;
      }
    } finally {
      head.labelLock.unlockRead(stamp);
    }
  }

  /// Appends texts of the pairs written before, about a megabyte; false when there are no more.
  public boolean symbols(ByteWriter out) {
    long stamp = head.labelLock.readLock();
    try {
      int symbol = symbols.nextSetBit(nextSymbol);
      while (symbol >= 0 && out.size() < TEXTS_BYTES) {
        var text = head.index.symbols.utf8(symbol);
        out.varint(symbol);
        out.varint(text.length);
        out.bytes(text, 0, text.length);
        nextSymbol = symbol + 1;
        symbol = symbols.nextSetBit(nextSymbol);
      }
      return out.size() > 0;
    } finally {
      head.labelLock.unlockRead(stamp);
    }
  }
}
