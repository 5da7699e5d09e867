package io.tocsin.tsdb.head;

import io.tocsin.model.SampleBuffer;
import io.tocsin.tsdb.chunk.ByteReader;
import io.tocsin.tsdb.chunk.ChunkCodec;
import io.tocsin.tsdb.chunk.SegmentReader;
import java.io.Closeable;
import java.util.Arrays;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/// Fills an empty head from what [HeadSnapshot] wrote: all symbols, then all pairs, then series.
/// For one thread, before any other uses the head; it begins one more.
public final class HeadLoader implements Closeable {
  private static final int WORDS_MAX = 1 << 12;

  private final Head head;
  private int[] symbols = new int[1 << 10];
  private int[] pairs = new int[1 << 10];
  private final int[] ids = new int[LabelSets.LABELS_MAX];
  private final SampleBuffer run = new SampleBuffer();
  private final Image row = new Image(Rows.BYTES);
  private Listing read;
  private Listing idle;
  private @Nullable FutureTask<Boolean> listing;

  public HeadLoader(Head head) {
    this.head = head;
    this.read = new Listing(head.index);
    this.idle = new Listing(head.index);
    row.set(Rows.ALIVE, (byte) 1);
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
      pairs[id] = head.index.pair(name, value);
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

  /// Reads series; they can be found after the next call or [#close].
  public void series(ByteReader in) {
    while (in.remaining() > 0) {
      one(in);
    }
    awaitListing();
    listing = read.begin();
    var other = idle;
    idle = read;
    read = other;
  }

  private void awaitListing() {
    if (listing != null) {
      Listing.await(listing);
      listing = null;
    }
  }

  /// Waits until all series can be found.
  @Override
  public void close() {
    awaitListing();
    // Else the oldest time would be that of the chunks that are open.
    head.sealed.windows().keySet().forEach(head::seen);
  }

  private void one(ByteReader in) {
    int id = in.count(Integer.MAX_VALUE, "series id");
    int slot = id & Rows.SLOT_MASK;
    long hash = in.i64();
    int size = in.count(LabelSets.LABELS_MAX, "labels");
    for (int i = 0; i < size; i++) {
      ids[i] = known(pairs, in, "pair");
    }
    row.set(Rows.LABELS, head.index.store(ids, size));
    row.set(Rows.HASH_LOW, (int) hash);
    row.set(Rows.HASH_HIGH, (int) (hash >>> 32));
    row.set(Rows.GENERATION, (byte) (id >>> Rows.SLOT_BITS));
    long lastTime = in.i64();
    row.set(Rows.LAST_TIME, lastTime);
    row.set(Rows.LAST_BITS, in.i64());
    open(in);
    int chunk = 0;
    for (int chunks = in.count(1 << 24, "chunks"); chunks > 0; chunks--) {
      chunk = head.sealed.restore(slot, chunk, in);
    }
    row.set(Rows.CHUNK, chunk);
    head.rows.restore(slot, row);
    read.add(slot, hash, ids, size);
    if (lastTime != Long.MIN_VALUE) {
      head.seen(lastTime);
    }
  }

  /// Reads late samples; those of ids that no series has are skipped.
  public void late(ByteReader payload) {
    var in = SegmentReader.of(payload.bytes(payload.remaining()));
    while (in.remaining() > 0) {
      int id = in.count(Integer.MAX_VALUE, "series id");
      int left = in.count(Integer.MAX_VALUE, "late samples");
      var batch = new SampleBatch();
      while (left > 0) {
        int count = Math.min(ChunkCodec.SAMPLES_MAX, left);
        run.clear();
        ChunkCodec.decodeValues(in, count, run);
        ChunkCodec.decodeTimestamps(in, count, run.timestamps(), 0);
        for (int i = 0; i < count; i++) {
          batch.add(id, run.timestamps()[i], Double.doubleToRawLongBits(run.values()[i]));
        }
        left -= count;
      }
      head.applyLate(batch);
    }
  }

  /// Reads full samples that were in no sealed chunk, or late; those of ids that no series has are
  /// skipped.
  public void full(ByteReader in) {
    while (in.remaining() > 0) {
      int id = in.count(Integer.MAX_VALUE, "series id");
      int count = in.count(Integer.MAX_VALUE, "samples");
      int slot = head.rows.slot(id);
      if ((count & SealedChunks.LATE) != 0 || slot == 0) {
        run.clear();
        SealedChunks.readLate(count, in, run);
        var batch = new SampleBatch();
        for (int i = 0; i < run.size(); i++) {
          batch.addFrom(id, run, i);
        }
        head.applyLate(batch);
      } else {
        int previous = head.rows.intAt(slot, Rows.CHUNK);
        head.rows.set(slot, Rows.CHUNK, head.sealed.restore(slot, previous, count, in));
      }
    }
  }

  private void open(ByteReader in) {
    int count = in.count(Head.CHUNK_SAMPLES, "open samples");
    row.set(Rows.OPEN_COUNT, (byte) count);
    if (count == 0) {
      row.set(Rows.OPEN_HEAD, 0L);
      row.set(Rows.OPEN_BITS, 0);
      return;
    }
    long time = in.zigzag();
    row.set(Rows.OPEN_TIME, time);
    row.set(Rows.LAST_DELTA, (int) in.zigzag());
    row.set(Rows.LEADING, (byte) in.u8());
    row.set(Rows.SIGNIFICANT, (byte) in.u8());
    int bits = in.count(WORDS_MAX * 32L, "open bits");
    head.open.restore(bits, in, row);
    head.seen(time);
  }
}
