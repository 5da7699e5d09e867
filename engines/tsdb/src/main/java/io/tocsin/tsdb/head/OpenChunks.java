package io.tocsin.tsdb.head;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.tocsin.model.SampleBuffer;
import io.tocsin.tsdb.chunk.ByteReader;
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

  // The series being written, between its row and back.
  private MemorySegment page = MemorySegment.NULL;
  private long row;
  private int count;
  private int tail;
  private int used;
  private int word; // What of the last, unfinished word is there.
  private long lastTime;
  private long lastBits;
  private int lastDelta;
  private int leading;
  private int significant;

  OpenChunks(PagePool pool, Rows rows) {
    this.pool = pool;
    this.rows = rows;
    this.cells = new Cells(pool);
  }

  /// Appends a sample that is newer than the series' last one.
  void append(int slot, long time, long bits) {
    take(slot);
    add(time, bits);
    putBack();
  }

  /// Takes the series' state from its row, for [#add] until [#putBack].
  void take(int slot) {
    page = rows.page(slot);
    row = Rows.row(slot);
    count = page.get(JAVA_BYTE, row + Rows.OPEN_COUNT);
    lastTime = page.get(JAVA_LONG, row + Rows.LAST_TIME);
    if (count == 0) {
      return;
    }
    tail = page.get(JAVA_INT, row + Rows.OPEN_TAIL);
    used = page.get(JAVA_INT, row + Rows.OPEN_BITS);
    lastBits = page.get(JAVA_LONG, row + Rows.LAST_BITS);
    lastDelta = page.get(JAVA_INT, row + Rows.LAST_DELTA);
    leading = page.get(JAVA_BYTE, row + Rows.LEADING);
    significant = page.get(JAVA_BYTE, row + Rows.SIGNIFICANT);
    word = (used & 31) == 0 ? 0 : cells.word(tail, used % Cells.BITS >>> 5);
  }

  int count() {
    return count;
  }

  long lastTime() {
    return lastTime;
  }

  /// Appends a sample that is newer than the last one of the series that was taken.
  void add(long time, long bits) {
    if (count == 0) {
      begin(time, bits);
    } else {
      long step = time - lastTime;
      step(step, bits ^ lastBits);
      lastDelta = (int) step;
    }
    lastTime = time;
    lastBits = bits;
    count++;
  }

  /// Writes the state of the series that was taken to its row.
  void putBack() {
    if (count == 0) {
      return;
    }
    if ((used & 31) != 0) {
      cells.setWord(tail, used % Cells.BITS >>> 5, word);
    }
    page.set(JAVA_LONG, row + Rows.LAST_TIME, lastTime);
    page.set(JAVA_LONG, row + Rows.LAST_BITS, lastBits);
    page.set(JAVA_INT, row + Rows.OPEN_TAIL, tail);
    page.set(JAVA_INT, row + Rows.OPEN_BITS, used);
    page.set(JAVA_INT, row + Rows.LAST_DELTA, lastDelta);
    page.set(JAVA_BYTE, row + Rows.LEADING, (byte) leading);
    page.set(JAVA_BYTE, row + Rows.SIGNIFICANT, (byte) significant);
    page.set(JAVA_BYTE, row + Rows.OPEN_COUNT, (byte) count);
  }

  private void begin(long time, long bits) {
    tail = cells.take();
    used = 0;
    word = 0;
    page.set(JAVA_INT, row + Rows.OPEN_HEAD, tail);
    page.set(JAVA_LONG, row + Rows.OPEN_TIME, time);
    lastDelta = 0;
    leading = 64;
    significant = 0;
    put(bits, 64);
  }

  private void step(long step, long xor) {
    long change = step - lastDelta;
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
    leading = zeros;
    significant = needed;
  }

  private void put(long value, int bits) {
    int left = bits;
    while (left > 0) {
      int shift = used & 31;
      if (shift == 0 && used > 0 && used % Cells.BITS == 0) {
        int next = cells.take();
        cells.link(tail, next);
        tail = next;
      }
      int take = Math.min(32 - shift, left);
      int part = (int) ((value >>> (left - take)) & ((1L << take) - 1));
      word |= part << (32 - shift - take);
      left -= take;
      used += take;
      if (shift + take == 32) {
        cells.setWord(tail, (used - 1) % Cells.BITS >>> 5, word);
        word = 0;
      }
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

  /// Takes over an open chunk's bits as they were written down and notes in the row where they are.
  void restore(int bits, ByteReader in, Image image) {
    int cell = cells.take();
    image.set(Rows.OPEN_HEAD, cell);
    int words = (bits + 31) >>> 5;
    cells.fill(cell, Math.min(words, Cells.WORDS), in);
    for (int done = Cells.WORDS; done < words; done += Cells.WORDS) {
      int next = cells.take();
      cells.link(cell, next);
      cell = next;
      cells.fill(cell, Math.min(words - done, Cells.WORDS), in);
    }
    image.set(Rows.OPEN_TAIL, cell);
    image.set(Rows.OPEN_BITS, bits);
  }

  /// Copies the open chunk's words to an offset of a page.
  void copyWords(int slot, int words, MemorySegment to, long offset) {
    int cell = rows.intAt(slot, Rows.OPEN_HEAD);
    for (int done = 0; done < words; done += Cells.WORDS) {
      cell = done == 0 ? cell : cells.next(cell);
      int bytes = 4 * Math.min(words - done, Cells.WORDS);
      MemorySegment.copy(pool.at(cell), PagePool.offset(cell), to, offset + 4L * done, bytes);
    }
  }

  int word(int cell, int index) {
    return cells.word(cell, index);
  }

  int next(int cell) {
    return cells.next(cell);
  }
}
