package io.tocsin.tsdb.head;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import io.tocsin.tsdb.chunk.ByteReader;
import java.util.Arrays;

/// Fills an empty head from what [HeadSnapshot] wrote: all symbols, then all pairs, then series.
/// For one thread, before any other uses the head.
public final class HeadLoader {
  private static final int WORDS_MAX = 1 << 12;

  private final Head head;
  private int[] symbols = new int[1 << 10];
  private int[] pairs = new int[1 << 10];
  private final int[] ids = new int[LabelSets.LABELS_MAX];

  public HeadLoader(Head head) {
    this.head = head;
  }

  /// Makes room for so many series.
  public void expect(long series) {
    head.index.expect((int) Math.min(series, Rows.SLOTS_MAX));
  }

  public void symbols(ByteReader in) {
    while (in.remaining() > 0) {
      int id = in.count(Integer.MAX_VALUE - 8, "symbol");
      symbols = room(symbols, id);
      symbols[id] = head.index.symbols.add(in.bytes(in.count(Symbols.LENGTH_MAX, "text length")));
    }
  }

  public void pairs(ByteReader in) {
    int id = 0;
    while (in.remaining() > 0) {
      id += in.count(Integer.MAX_VALUE - 8L - id, "pair");
      pairs = room(pairs, id);
      int name = known(symbols, in, "name");
      int value = known(symbols, in, "value");
      pairs[id] = head.index.pairs.add(name, value);
    }
  }

  private static int[] room(int[] map, int id) {
    return id < map.length ? map : Arrays.copyOf(map, Math.max(id + 1, map.length * 2));
  }

  private static int known(int[] map, ByteReader in, String what) {
    int id = in.count(map.length - 1, what);
    if (map[id] == 0) {
      throw in.corrupt(what + ": " + id + " (expected: one that was written)");
    }
    return map[id];
  }

  public void series(ByteReader in) {
    while (in.remaining() > 0) {
      one(in);
    }
  }

  private void one(ByteReader in) {
    int id = in.count(Integer.MAX_VALUE, "series id");
    long hash = in.i64();
    int size = in.count(LabelSets.LABELS_MAX, "labels");
    for (int i = 0; i < size; i++) {
      ids[i] = known(pairs, in, "pair");
    }
    int slot = id & Rows.SLOT_MASK;
    head.rows.claim(slot, id >>> Rows.SLOT_BITS);
    head.index.enter(slot, hash, ids, size);
    long lastTime = in.i64();
    long lastBits = in.i64();
    open(slot, in);
    int chunks = in.count(1 << 24, "chunks");
    for (int i = 0; i < chunks; i++) {
      sealed(slot, in);
    }
    head.rows.set(slot, Rows.LAST_TIME, lastTime);
    head.rows.set(slot, Rows.LAST_BITS, lastBits);
    if (lastTime != Long.MIN_VALUE) {
      head.seen(lastTime);
    }
  }

  private void open(int slot, ByteReader in) {
    int count = in.count(Head.CHUNK_SAMPLES, "open samples");
    if (count == 0) {
      return;
    }
    long time = in.zigzag();
    int delta = (int) in.zigzag();
    int leading = in.u8();
    int significant = in.u8();
    int bits = in.count(WORDS_MAX * 32L, "open bits");
    head.seen(time);
    head.open.restore(slot, count, time, in, bits);
    head.rows.set(slot, Rows.LAST_DELTA, delta);
    var page = head.rows.page(slot);
    page.set(JAVA_BYTE, Rows.row(slot) + Rows.LEADING, (byte) leading);
    page.set(JAVA_BYTE, Rows.row(slot) + Rows.SIGNIFICANT, (byte) significant);
  }

  private void sealed(int slot, ByteReader in) {
    int count = in.count(Integer.MAX_VALUE, "samples");
    long first = in.zigzag();
    long last = in.zigzag();
    int length = in.count(PagePool.PAGE_BYTES / 2, "chunk length");
    head.seen(first);
    int ref = head.sealed.add(slot, length, count, first, last);
    in.copy(length, head.pool.at(ref), PagePool.offset(ref) + SealedChunks.HEADER);
  }
}
