package io.tocsin.tsdb.head;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.tocsin.model.SampleBuffer;
import io.tocsin.tsdb.chunk.SegmentReader;
import java.lang.foreign.MemorySegment;

/// Streams the newest samples of each series into bits. One bit says that a sample came in time and
/// with an unchanged value; samples scraped on a grid therefore pay nothing for their times.
///
/// Sample: `0` same step, same value | `10` same step, new value | `11` new step, then `0` same or
/// `1` new value. A step's change is zigzag in 6, 12, 20 or 64 bits after two bits of class. A
/// value is the xor with the one before: `0` in the window of significant bits used last, `1` after
/// six bits of leading zeros and six of significant bits less one.
final class OpenChunks {
  private static final int[] STEP_BITS = {6, 12, 20, 64};

  private final PagePool pool;
  private final Rows rows;
  private final Cells cells;

  // The series being written.
  private MemorySegment page = MemorySegment.NULL;
  private long row;
  private int tail;
  private int used;

  OpenChunks(PagePool pool, Rows rows) {
    this.pool = pool;
    this.rows = rows;
    this.cells = new Cells(pool);
  }

  /// Appends a sample that is newer than the series' last one.
  void append(int slot, long time, long bits) {
    page = rows.page(slot);
    row = Rows.row(slot);
    int count = page.get(JAVA_BYTE, row + Rows.OPEN_COUNT);
    if (count == 0) {
      begin(time, bits);
    } else {
      tail = page.get(JAVA_INT, row + Rows.OPEN_TAIL);
      used = page.get(JAVA_INT, row + Rows.OPEN_BITS);
      long step = time - page.get(JAVA_LONG, row + Rows.LAST_TIME);
      step(step, bits ^ page.get(JAVA_LONG, row + Rows.LAST_BITS));
      page.set(JAVA_INT, row + Rows.LAST_DELTA, (int) step);
    }
    page.set(JAVA_LONG, row + Rows.LAST_TIME, time);
    page.set(JAVA_LONG, row + Rows.LAST_BITS, bits);
    page.set(JAVA_BYTE, row + Rows.OPEN_COUNT, (byte) (count + 1));
    page.set(JAVA_INT, row + Rows.OPEN_TAIL, tail);
    page.set(JAVA_INT, row + Rows.OPEN_BITS, used);
  }

  private void begin(long time, long bits) {
    tail = cells.take();
    used = 0;
    page.set(JAVA_INT, row + Rows.OPEN_HEAD, tail);
    page.set(JAVA_LONG, row + Rows.OPEN_TIME, time);
    page.set(JAVA_INT, row + Rows.LAST_DELTA, 0);
    page.set(JAVA_BYTE, row + Rows.LEADING, (byte) 64);
    page.set(JAVA_BYTE, row + Rows.SIGNIFICANT, (byte) 0);
    put(bits, 64);
  }

  private void step(long step, long xor) {
    long change = step - page.get(JAVA_INT, row + Rows.LAST_DELTA);
    if (change == 0) {
      if (xor == 0) {
        put(0, 1);
        return;
      }
      put(0b10, 2);
    } else {
      put(0b11, 2);
      long zigzag = (change << 1) ^ (change >> 63);
      int kind = kind(zigzag);
      put(kind, 2);
      put(zigzag, STEP_BITS[kind]);
      put(xor == 0 ? 0 : 1, 1);
    }
    if (xor != 0) {
      value(xor);
    }
  }

  private static int kind(long zigzag) {
    for (int kind = 0; kind < 3; kind++) {
      if (zigzag >>> STEP_BITS[kind] == 0) {
        return kind;
      }
    }
    return 3;
  }

  private void value(long xor) {
    int leading = page.get(JAVA_BYTE, row + Rows.LEADING);
    int significant = page.get(JAVA_BYTE, row + Rows.SIGNIFICANT);
    int zeros = Long.numberOfLeadingZeros(xor);
    int trailing = Long.numberOfTrailingZeros(xor);
    int needed = 64 - zeros - trailing;
    boolean fits = zeros >= leading && trailing >= 64 - leading - significant;
    if (fits && significant < needed + 14) {
      put(0, 1);
      put(xor >>> (64 - leading - significant), significant);
      return;
    }
    put((1L << 12) | ((long) zeros << 6) | (needed - 1), 13);
    put(xor >>> trailing, needed);
    page.set(JAVA_BYTE, row + Rows.LEADING, (byte) zeros);
    page.set(JAVA_BYTE, row + Rows.SIGNIFICANT, (byte) needed);
  }

  private void put(long value, int bits) {
    int left = bits;
    while (left > 0) {
      int in = used % Cells.BITS;
      if (in == 0 && used > 0) {
        int next = cells.take();
        cells.link(tail, next);
        tail = next;
      }
      int shift = in & 31;
      int take = Math.min(32 - shift, left);
      int part = (int) ((value >>> (left - take)) & ((1L << take) - 1));
      int word = shift == 0 ? 0 : cells.word(tail, in >>> 5);
      cells.setWord(tail, in >>> 5, word | (part << (32 - shift - take)));
      left -= take;
      used += take;
    }
  }

  /// Appends the open samples of the series from `min` to `max` to `out`.
  void read(int slot, long min, long max, SampleBuffer out) {
    int count = rows.openCount(slot);
    if (count > 0 && rows.longAt(slot, Rows.LAST_TIME) >= min) {
      var in = BitReader.cells(pool, rows.intAt(slot, Rows.OPEN_HEAD));
      decode(in, rows.longAt(slot, Rows.OPEN_TIME), count, new Range(min, max), out);
    }
  }

  record Range(long min, long max) {}

  static void decode(BitReader in, long firstTime, int count, Range range, SampleBuffer out) {
    out.reserve(count);
    var times = out.timestamps();
    var values = out.values();
    int at = out.size();
    long time = firstTime;
    long bits = in.longBits(64);
    long step = 0;
    int leading = 64;
    int significant = 0;
    for (int i = 0; ; ) {
      if (time >= range.min) {
        if (time > range.max) {
          break;
        }
        times[at] = time;
        values[at++] = Double.longBitsToDouble(bits);
      }
      if (++i == count) {
        break;
      }
      boolean changed = in.bit();
      if (changed && in.bit()) {
        long zigzag = in.longBits(STEP_BITS[(int) in.bits(2)]);
        step += (zigzag >>> 1) ^ -(zigzag & 1);
        changed = in.bit();
      }
      time += step;
      if (changed) {
        if (in.bit()) {
          leading = (int) in.bits(6);
          significant = (int) in.bits(6) + 1;
        }
        bits ^= in.longBits(significant) << (64 - leading - significant);
      }
    }
    out.grow(at - out.size());
  }

  /// Forgets the open samples of the series; the last time and value stay.
  void clear(int slot) {
    if (rows.openCount(slot) > 0) {
      cells.giveBack(rows.intAt(slot, Rows.OPEN_HEAD), rows.intAt(slot, Rows.OPEN_TAIL));
      rows.openCount(slot, 0);
      rows.set(slot, Rows.OPEN_HEAD, 0);
      rows.set(slot, Rows.OPEN_TAIL, 0);
      rows.set(slot, Rows.OPEN_BITS, 0);
    }
  }

  /// Takes over an open chunk's bits as they were written down.
  void restore(int slot, int count, long firstTime, SegmentReader in, int bits) {
    page = rows.page(slot);
    row = Rows.row(slot);
    tail = cells.take();
    rows.set(slot, Rows.OPEN_HEAD, tail);
    rows.set(slot, Rows.OPEN_TIME, firstTime);
    for (int word = 0; word * 32 < bits; word++) {
      if (word > 0 && word % Cells.WORDS == 0) {
        int next = cells.take();
        cells.link(tail, next);
        tail = next;
      }
      cells.setWord(tail, word % Cells.WORDS, in.i32());
    }
    rows.openCount(slot, count);
    rows.set(slot, Rows.OPEN_TAIL, tail);
    rows.set(slot, Rows.OPEN_BITS, bits);
  }

  int word(int cell, int index) {
    return cells.word(cell, index);
  }

  int next(int cell) {
    return cells.next(cell);
  }
}
