package io.tocsin.tsdb.head;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.tocsin.model.SampleBuffer;
import io.tocsin.tsdb.chunk.SampleRuns;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Map;

/// The samples that came after newer ones of their series: the newest few of a series unsorted in
/// cells, the others as sealed chunks in the pages of their windows, chained apart from those that
/// came in order. Only series that have such samples cost anything here.
///
/// Guarded by the head's sample lock.
final class LateSamples {
  /// The most samples of one series in cells.
  static final int OPEN_MAX = 30;

  private static final int CELL_BYTES = 64;
  private static final int CELL_SAMPLES = 3;
  private static final int SAMPLE_BYTES = 16;
  private static final int COUNT = 48;
  private static final int NEXT = 52;

  private final PagePool pool;
  private final Rows rows;
  private final SealedChunks sealed;
  private final SampleBuffer scratch = new SampleBuffer();

  // Full samples that are not sealed yet.
  private final OpenRuns runs = new OpenRuns();

  // Open addressing by slot: newest cell, samples in cells, newest sealed chunk.
  private int[] slots = new int[64];
  private int[] cells = new int[64];
  private int[] counts = new int[64];
  private int[] chunks = new int[64];
  private int size;

  private int freeCell;
  private int page;
  private int used = PagePool.PAGE_BYTES;

  LateSamples(PagePool pool, Rows rows, SealedChunks sealed) {
    this.pool = pool;
    this.rows = rows;
    this.sealed = sealed;
  }

  private int find(int slot) {
    int mask = slots.length - 1;
    int i = ideal(slot, mask);
    while (slots[i] != 0 && slots[i] != slot) {
      i = (i + 1) & mask;
    }
    return i;
  }

  private static int ideal(int slot, int mask) {
    return ((slot * 0x9e37_79b9) >>> 7) & mask;
  }

  /// Adds a sample of a batch to the series; the caller knows that it has none at that time.
  void put(int slot, SampleBatch batch, int i) {
    int at = enter(slot);
    if (batch.isPlain(i)) {
      put(at, batch.time(i), batch.bits(i));
      return;
    }
    var run = runs.begin(slot);
    run.add(batch, i);
    if (run.size() == OPEN_MAX) {
      sealRun(at);
    }
  }

  private int enter(int slot) {
    if ((size + 1) * 2 > slots.length) {
      grow();
    }
    int at = find(slot);
    if (slots[at] == 0) {
      slots[at] = slot;
      size++;
      rows.late(slot, true);
    }
    return at;
  }

  private void put(int at, long time, long bits) {
    int cell = cells[at];
    int in = cell == 0 ? CELL_SAMPLES : intAt(cell, COUNT);
    if (in == CELL_SAMPLES) {
      int next = takeCell();
      pool.at(next).set(JAVA_INT, PagePool.offset(next) + NEXT, cell);
      cells[at] = next;
      cell = next;
      in = 0;
    }
    var memory = pool.at(cell);
    long offset = PagePool.offset(cell);
    memory.set(JAVA_LONG, offset + (long) in * SAMPLE_BYTES, time);
    memory.set(JAVA_LONG, offset + (long) in * SAMPLE_BYTES + 8, bits);
    memory.set(JAVA_INT, offset + COUNT, in + 1);
    if (++counts[at] == OPEN_MAX) {
      seal(at);
    }
  }

  private void grow() {
    var old = slots;
    var oldCells = cells;
    var oldCounts = counts;
    var oldChunks = chunks;
    slots = new int[old.length * 2];
    cells = new int[old.length * 2];
    counts = new int[old.length * 2];
    chunks = new int[old.length * 2];
    for (int i = 0; i < old.length; i++) {
      if (old[i] != 0) {
        int at = find(old[i]);
        slots[at] = old[i];
        cells[at] = oldCells[i];
        counts[at] = oldCounts[i];
        chunks[at] = oldChunks[i];
      }
    }
  }

  private int takeCell() {
    int cell = freeCell;
    if (cell != 0) {
      freeCell = intAt(cell, NEXT);
    } else {
      if (used == PagePool.PAGE_BYTES) {
        page = pool.take();
        used = 0;
      }
      cell = PagePool.ref(page, used);
      used += CELL_BYTES;
    }
    pool.at(cell).set(JAVA_INT, PagePool.offset(cell) + COUNT, 0);
    return cell;
  }

  private int intAt(int cell, int field) {
    return pool.at(cell).get(JAVA_INT, PagePool.offset(cell) + field);
  }

  /// Appends the samples of the series in the range, ascending.
  void read(int slot, long min, long max, SampleBuffer out) {
    int at = find(slot);
    int start = out.size();
    if (slots[at] == 0) {
      return;
    }
    for (int ref = chunks[at]; ref != 0; ref = sealed.header(ref, SealedChunks.PREVIOUS)) {
      if (sealed.time(ref, SealedChunks.FIRST_TIME) <= max
          && sealed.time(ref, SealedChunks.LAST_TIME) >= min) {
        sealed.read(ref, min, max, out);
      }
    }
    open(at, min, max, out);
    var run = runs.get(slot);
    if (run != null) {
      run.read(min, max, out);
    }
    SampleRuns.sort(out, start);
  }

  private void open(int at, long min, long max, SampleBuffer out) {
    for (int cell = cells[at]; cell != 0; cell = intAt(cell, NEXT)) {
      var memory = pool.at(cell);
      long offset = PagePool.offset(cell);
      for (int i = intAt(cell, COUNT); i > 0; i--, offset += SAMPLE_BYTES) {
        long time = memory.get(JAVA_LONG, offset);
        if (time >= min && time <= max) {
          out.add(time, Double.longBitsToDouble(memory.get(JAVA_LONG, offset + 8)));
        }
      }
    }
  }

  /// Seals what the series has in no chunk, if some of it lies in the range.
  void sealIn(int slot, long min, long max) {
    int at = find(slot);
    if (slots[at] == 0) {
      return;
    }
    scratch.clear();
    open(at, min, max, scratch);
    if (scratch.size() > 0) {
      seal(at);
    }
    var run = runs.get(slot);
    scratch.clear();
    if (run != null) {
      run.read(min, max, scratch);
    }
    if (scratch.size() > 0) {
      sealRun(at);
    }
  }

  private void sealRun(int at) {
    var run = runs.remove(slots[at]);
    if (run != null) {
      scratch.clear();
      run.read(Long.MIN_VALUE, Long.MAX_VALUE, scratch);
      SampleRuns.sort(scratch, 0);
      sealScratch(at);
    }
  }

  private void seal(int at) {
    scratch.clear();
    open(at, Long.MIN_VALUE, Long.MAX_VALUE, scratch);
    SampleRuns.sort(scratch, 0);
    freeCells(at);
    sealScratch(at);
  }

  private void sealScratch(int at) {
    for (int start = 0; start < scratch.size(); ) {
      int end = start + 1;
      long windowEnd = sealed.endOf(scratch.timestamps()[start]);
      while (end < scratch.size() && scratch.timestamps()[end] < windowEnd) {
        end++;
      }
      var part = new SealedChunks.Part(scratch, start, end);
      chunks[at] = sealed.place(slots[at], part, SealedChunks.LATE, chunks[at]);
      start = end;
    }
  }

  private void freeCells(int at) {
    for (int cell = cells[at]; cell != 0; ) {
      int next = intAt(cell, NEXT);
      pool.at(cell).set(JAVA_INT, PagePool.offset(cell) + NEXT, freeCell);
      freeCell = cell;
      cell = next;
    }
    cells[at] = 0;
    counts[at] = 0;
  }

  /// Takes a sealed chunk out of the series' chain; its page is about to go.
  void unchain(int slot, int gone) {
    int at = find(slot);
    int after = 0;
    int ref = slots[at] == 0 ? 0 : chunks[at];
    while (ref != gone && ref != 0) {
      after = ref;
      ref = sealed.header(ref, SealedChunks.PREVIOUS);
    }
    if (ref == 0) {
      return;
    }
    int before = sealed.header(ref, SealedChunks.PREVIOUS);
    if (after == 0) {
      chunks[at] = before;
    } else {
      pool.at(after).set(JAVA_INT, PagePool.offset(after) + SealedChunks.PREVIOUS, before);
    }
    if (chunks[at] == 0 && cells[at] == 0 && runs.get(slot) == null) {
      remove(at);
    }
  }

  /// Forgets what the series has here.
  void clear(int slot) {
    int at = find(slot);
    if (slots[at] != 0) {
      for (int ref = chunks[at]; ref != 0; ref = sealed.header(ref, SealedChunks.PREVIOUS)) {
        sealed.orphan(ref);
      }
      freeCells(at);
      runs.remove(slot);
      remove(at);
    }
  }

  /// Takes the entry out and moves those behind it that would not be found any more.
  private void remove(int at) {
    rows.late(slots[at], false);
    int mask = slots.length - 1;
    int hole = at;
    for (int i = (at + 1) & mask; slots[i] != 0; i = (i + 1) & mask) {
      int distance = (i - ideal(slots[i], mask)) & mask;
      if (distance >= ((i - hole) & mask)) {
        slots[hole] = slots[i];
        cells[hole] = cells[i];
        counts[hole] = counts[i];
        chunks[hole] = chunks[i];
        hole = i;
      }
    }
    slots[hole] = 0;
    cells[hole] = 0;
    counts[hole] = 0;
    chunks[hole] = 0;
    size--;
  }

  /// How many series have late samples.
  int series() {
    return size;
  }

  /// Adds to each window how many samples it has in cells.
  void countOpen(Map<Long, Long> samples) {
    for (int at = 0; at < slots.length; at++) {
      if (counts[at] > 0) {
        scratch.clear();
        open(at, Long.MIN_VALUE, Long.MAX_VALUE, scratch);
        for (int i = 0; i < scratch.size(); i++) {
          samples.merge(sealed.windowOf(scratch.timestamps()[i]), 1L, Long::sum);
        }
      }
    }
    runs.forEach(run -> {
      scratch.clear();
      run.read(Long.MIN_VALUE, Long.MAX_VALUE, scratch);
      for (int i = 0; i < scratch.size(); i++) {
        samples.merge(sealed.windowOf(scratch.timestamps()[i]), 1L, Long::sum);
      }
    });
  }

  /// Collects the series that have late samples.
  void slots(BitSet out) {
    Arrays.stream(slots).filter(slot -> slot != 0).forEach(out::set);
  }
}
