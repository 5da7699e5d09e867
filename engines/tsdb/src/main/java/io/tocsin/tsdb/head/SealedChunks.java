package io.tocsin.tsdb.head;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.tocsin.model.SampleBuffer;
import io.tocsin.tsdb.chunk.ByteReader;
import io.tocsin.tsdb.chunk.ByteWriter;
import io.tocsin.tsdb.chunk.ChunkCodec;
import io.tocsin.tsdb.chunk.RunCodec;
import io.tocsin.tsdb.chunk.SegmentReader;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Finished chunks in pages of their block window, so that a window that went to disk gives back
/// whole pages. A chunk's header: slot, the series' chunk before it, bytes of payload, samples,
/// first and last time.
final class SealedChunks {
  static final int HEADER = 32;
  static final int SLOT = 0;
  static final int PREVIOUS = 4;
  static final int LENGTH = 8;
  static final int COUNT = 12;
  static final int FIRST_TIME = 16;
  static final int LAST_TIME = 24;

  /// Set in the count of a chunk whose payload is the codec's; else it is an open chunk's bits.
  static final int COLUMNS = 1 << 30;

  /// Set in the count of a chunk of samples that came out of order.
  static final int LATE = 1 << 29;

  private static final int TYPE_SHIFT = 27;
  private static final int TYPE = (RunCodec.HISTOGRAMS | RunCodec.STARTS) << TYPE_SHIFT;
  private static final int SAMPLES = (1 << TYPE_SHIFT) - 1;

  /// Some of the samples of a buffer, which lie in one window.
  record Part(SampleBuffer samples, int start, int end) {}

  private final PagePool pool;
  private final Rows rows;
  private final long windowMillis;
  private final Map<Long, Window> windows = new HashMap<>();
  private Window current;
  private final SampleBuffer samples = new SampleBuffer();
  private final ByteWriter encoded = new ByteWriter(1 << 12);
  private long bytes;
  private final Image header = new Image(HEADER);
  private long cachedStart = Long.MIN_VALUE;

  /// The pages of one window, in order of filling.
  static final class Window {
    final long start;
    final List<Integer> pages = new ArrayList<>();
    private int[] used = new int[4];
    int chunks;
    long samples;

    Window(long start) {
      this.start = start;
    }

    int used(int index) {
      return used[index];
    }
  }

  SealedChunks(PagePool pool, Rows rows, long windowMillis) {
    this.pool = pool;
    this.rows = rows;
    this.windowMillis = windowMillis;
    this.current = new Window(Long.MIN_VALUE);
  }

  long windowOf(long time) {
    return Math.floorDiv(time, windowMillis) * windowMillis;
  }

  /// Returns where the window of that time ends.
  long endOf(long time) {
    if (time < cachedStart || time >= cachedStart + windowMillis) {
      cachedStart = windowOf(time);
    }
    return cachedStart + windowMillis;
  }

  Map<Long, Window> windows() {
    return windows;
  }

  long bytes() {
    return bytes;
  }

  /// Makes room for a chunk and chains it behind the series' newest one; the payload is the
  /// caller's to write.
  int add(int slot, int payload, int count, long firstTime, long lastTime) {
    header.set(SLOT, slot);
    header.set(PREVIOUS, rows.intAt(slot, Rows.CHUNK));
    int ref = addUnchained(payload, count, firstTime, lastTime);
    rows.set(slot, Rows.CHUNK, ref);
    return ref;
  }

  /// Writes samples of any kind as chunks of which the first follows `previous` in a chain, and
  /// returns the last of them, of which the chain is the caller's to begin.
  ///
  /// @param flags 0 or [#LATE]
  int place(int slot, Part part, int flags, int previous) {
    var times = part.samples.timestamps();
    int newest = previous;
    for (int start = part.start; start < part.end; ) {
      encoded.clear();
      int most = Math.min(part.end, start + ChunkCodec.SAMPLES_MAX);
      int end = RunCodec.end(part.samples, start, most);
      var chunk = RunCodec.encodeWhole(part.samples, start, end, encoded);
      end = start + chunk.count();
      int count = chunk.count() | COLUMNS | flags | chunk.type() << TYPE_SHIFT;
      header.set(SLOT, slot);
      header.set(PREVIOUS, newest);
      newest = addUnchained(encoded.size(), count, times[start], times[end - 1]);
      long payload = PagePool.offset(newest) + HEADER;
      MemorySegment.copy(encoded.array(), 0, pool.at(newest), JAVA_BYTE, payload, encoded.size());
      start = end;
    }
    return newest;
  }

  /// Writes full samples down as chunks and chains them behind the series' newest one.
  void seal(OpenRun run) {
    samples.clear();
    run.read(Long.MIN_VALUE, Long.MAX_VALUE, samples);
    var part = new Part(samples, 0, samples.size());
    rows.set(
        run.slot(), Rows.CHUNK, place(run.slot(), part, 0, rows.intAt(run.slot(), Rows.CHUNK)));
  }

  /// Writes full samples as [#restore] reads them.
  static void write(SampleBuffer samples, int flags, int id, ByteWriter out) {
    var bytes = new ByteWriter(1 << 10);
    for (int start = 0; start < samples.size(); ) {
      bytes.clear();
      int most = Math.min(samples.size(), start + ChunkCodec.SAMPLES_MAX);
      int end = RunCodec.end(samples, start, most);
      var chunk = RunCodec.encodeWhole(samples, start, end, bytes);
      end = start + chunk.count();
      out.varint(id);
      out.varint(chunk.count() | COLUMNS | flags | chunk.type() << TYPE_SHIFT);
      out.zigzag(samples.timestamps()[start]);
      out.zigzag(samples.timestamps()[end - 1]);
      out.varint(bytes.size());
      out.bytes(bytes.array(), 0, bytes.size());
      start = end;
    }
  }

  /// Reads samples that [#write] wrote with the flag [#LATE].
  static void readLate(int count, ByteReader in, SampleBuffer out) {
    in.zigzag();
    in.zigzag();
    int length = in.count(in.remaining(), "chunk length");
    var bytes = SegmentReader.of(in.bytes(length));
    int type = (count & TYPE) >>> TYPE_SHIFT;
    var source = new RunCodec.Source(type, count & SAMPLES, bytes, bytes);
    RunCodec.decode(source, Long.MIN_VALUE, Long.MAX_VALUE, out);
  }

  /// Tells whether a chunk of that count holds anything but plain floats.
  static boolean isFull(int count) {
    return (count & TYPE) != 0;
  }

  /// Reads a chunk as [HeadSnapshot] wrote it and chains it behind the chunk `previous`; naming it
  /// in the series' row is the caller's.
  int restore(int slot, int previous, ByteReader in) {
    return restore(slot, previous, in.count(Integer.MAX_VALUE, "samples"), in);
  }

  /// As above, behind the count.
  int restore(int slot, int previous, int count, ByteReader in) {
    long firstTime = in.zigzag();
    long lastTime = in.zigzag();
    int length = in.count(PagePool.PAGE_BYTES / 2, "chunk length");
    header.set(SLOT, slot);
    header.set(PREVIOUS, previous);
    int ref = addUnchained(length, count, firstTime, lastTime);
    in.copy(length, pool.at(ref), PagePool.offset(ref) + HEADER);
    return ref;
  }

  private int addUnchained(int payload, int count, long firstTime, long lastTime) {
    var window = window(windowOf(firstTime));
    int length = (HEADER + payload + 7) & ~7;
    int ref = room(window, length);
    header.set(LENGTH, payload);
    header.set(COUNT, count);
    header.set(FIRST_TIME, firstTime);
    header.set(LAST_TIME, lastTime);
    header.copyTo(pool.at(ref), PagePool.offset(ref));
    window.chunks++;
    window.samples += count & SAMPLES;
    bytes += length;
    return ref;
  }

  private Window window(long start) {
    if (current.start != start) {
      current = windows.computeIfAbsent(start, Window::new);
    }
    return current;
  }

  private int room(Window window, int length) {
    int last = window.pages.size() - 1;
    if (last < 0 || window.used[last] + length > PagePool.PAGE_BYTES) {
      window.pages.add(pool.take());
      last++;
      if (last == window.used.length) {
        window.used = Arrays.copyOf(window.used, last * 2);
      }
      window.used[last] = 0;
    }
    int ref = PagePool.ref(window.pages.get(last), window.used[last]);
    window.used[last] += length;
    return ref;
  }

  /// Turns the series' open chunk into a sealed one: the codec's columns, or the open chunk's own
  /// bits where they are shorter.
  void seal(int slot, OpenChunks open) {
    int count = rows.openCount(slot);
    if (count == 0) {
      return;
    }
    long first = rows.longAt(slot, Rows.OPEN_TIME);
    long last = rows.longAt(slot, Rows.LAST_TIME);
    samples.clear();
    open.read(slot, first, last, samples);
    encoded.clear();
    ChunkCodec.encodeValues(samples.values(), 0, count, encoded);
    ChunkCodec.encodeTimestamps(samples.timestamps(), 0, count, encoded);
    int words = (rows.intAt(slot, Rows.OPEN_BITS) + 31) / 32;
    if (encoded.size() < words * 4) {
      int ref = add(slot, encoded.size(), count | COLUMNS, first, last);
      long at = PagePool.offset(ref) + HEADER;
      MemorySegment.copy(encoded.array(), 0, pool.at(ref), JAVA_BYTE, at, encoded.size());
    } else {
      addBits(slot, open, words);
    }
    open.clear(slot);
  }

  /// Seals the series' open chunk as the bits it has, for when there is no time to look for the
  /// shortest columns.
  void sealBits(int slot, OpenChunks open) {
    addBits(slot, open, (rows.intAt(slot, Rows.OPEN_BITS) + 31) / 32);
    open.clear(slot);
  }

  private void addBits(int slot, OpenChunks open, int words) {
    long first = rows.longAt(slot, Rows.OPEN_TIME);
    long last = rows.longAt(slot, Rows.LAST_TIME);
    int ref = add(slot, words * 4, rows.openCount(slot), first, last);
    open.copyWords(slot, words, pool.at(ref), PagePool.offset(ref) + HEADER);
  }

  int header(int ref, int field) {
    return pool.at(ref).get(JAVA_INT, PagePool.offset(ref) + field);
  }

  long time(int ref, int field) {
    return pool.at(ref).get(JAVA_LONG, PagePool.offset(ref) + field);
  }

  /// Returns the chunks of the series that reach into the range, oldest first.
  int[] chunks(int slot, long min, long max) {
    int[] found = new int[8];
    int count = 0;
    for (int ref = rows.intAt(slot, Rows.CHUNK); ref != 0; ref = header(ref, PREVIOUS)) {
      if (time(ref, LAST_TIME) < min) {
        break;
      }
      if (time(ref, FIRST_TIME) <= max) {
        if (count == found.length) {
          found = Arrays.copyOf(found, count * 2);
        }
        found[count++] = ref;
      }
    }
    var ordered = new int[count];
    for (int i = 0; i < count; i++) {
      ordered[i] = found[count - 1 - i];
    }
    return ordered;
  }

  /// Appends the samples of a chunk that lie in the range.
  void read(int ref, long min, long max, SampleBuffer out) {
    int count = header(ref, COUNT);
    long first = time(ref, FIRST_TIME);
    if ((count & COLUMNS) == 0) {
      var in = BitReader.words(pool, ref, HEADER);
      OpenChunks.decode(in, first, count, new OpenChunks.Range(min, max), out);
      return;
    }
    long at = PagePool.offset(ref) + HEADER;
    var in = new SegmentReader(pool.at(ref), at, at + header(ref, LENGTH), "head");
    if (isFull(count)) {
      int type = (count & TYPE) >>> TYPE_SHIFT;
      RunCodec.decode(new RunCodec.Source(type, count & SAMPLES, in, in), min, max, out);
      return;
    }
    count &= SAMPLES;
    ChunkCodec.decodeValues(in, count, out);
    ChunkCodec.decodeTimestamps(in, count, out.timestamps(), out.size());
    if (first >= min && time(ref, LAST_TIME) <= max) {
      out.grow(count);
    } else {
      keepRange(count, min, max, out);
    }
  }

  private static void keepRange(int count, long min, long max, SampleBuffer out) {
    var times = out.timestamps();
    int start = out.size();
    int from = start;
    while (from < start + count && times[from] < min) {
      from++;
    }
    int to = from;
    while (to < start + count && times[to] <= max) {
      to++;
    }
    System.arraycopy(times, from, times, start, to - from);
    System.arraycopy(out.values(), from, out.values(), start, to - from);
    out.grow(to - from);
  }

  /// Takes the pages of a window out of those that are filled further, so that they can be written
  /// to a block; chunks sealed later for the same window go to new pages.
  Window detach(long start) {
    var window = windows.remove(start);
    current = new Window(Long.MIN_VALUE);
    return window == null ? new Window(start) : window;
  }

  /// Collects the series that have chunks in the window.
  void slots(Window window, BitSet out) {
    for (int i = 0; i < window.pages.size(); i++) {
      int page = window.pages.get(i);
      for (int at = 0; at < window.used[i]; ) {
        int ref = PagePool.ref(page, at);
        int slot = header(ref, SLOT);
        if (slot != 0 && rows.alive(slot)) {
          out.set(slot);
        }
        at += (HEADER + header(ref, LENGTH) + 7) & ~7;
      }
    }
  }

  /// Puts a detached window back, in front of what came for it meanwhile.
  void attach(Window window) {
    current = new Window(Long.MIN_VALUE);
    var later = windows.put(window.start, window);
    if (later != null) {
      for (int i = 0; i < later.pages.size(); i++) {
        int at = window.pages.size();
        window.pages.add(later.pages.get(i));
        window.used = Arrays.copyOf(window.used, Math.max(window.used.length, at + 1));
        window.used[at] = later.used[i];
      }
      window.chunks += later.chunks;
      window.samples += later.samples;
    }
  }

  /// Takes out of the series' chain the chunks that end at that time or before.
  void dropUpTo(int slot, long lastTime) {
    int after = 0;
    int ref = rows.intAt(slot, Rows.CHUNK);
    while (ref != 0 && time(ref, LAST_TIME) > lastTime) {
      after = ref;
      ref = header(ref, PREVIOUS);
    }
    if (after == 0) {
      rows.set(slot, Rows.CHUNK, 0);
    } else {
      pool.at(after).set(JAVA_INT, PagePool.offset(after) + PREVIOUS, 0);
    }
    for (; ref != 0; ref = header(ref, PREVIOUS)) {
      orphan(ref);
    }
  }

  /// Unchains all chunks of a detached window and gives its pages back.
  void drop(Window window, LateSamples late) {
    for (int i = 0; i < window.pages.size(); i++) {
      int page = window.pages.get(i);
      for (int at = 0; at < window.used[i]; ) {
        int ref = PagePool.ref(page, at);
        if (header(ref, SLOT) == 0) {
          // Nobody's any more.
        } else if ((header(ref, COUNT) & LATE) != 0) {
          late.unchain(header(ref, SLOT), ref);
        } else {
          unchain(header(ref, SLOT), ref);
        }
        int length = (HEADER + header(ref, LENGTH) + 7) & ~7;
        bytes -= length;
        at += length;
      }
    }
    for (int page : window.pages) {
      pool.giveBack(page);
    }
  }

  /// Makes a chunk nobody's; its bytes stay until its window goes. The next in its chain can still
  /// be told from it.
  void orphan(int ref) {
    var window = windows.get(windowOf(time(ref, FIRST_TIME)));
    if (window != null) {
      window.chunks--;
      window.samples -= header(ref, COUNT) & SAMPLES;
    }
    pool.at(ref).set(JAVA_INT, PagePool.offset(ref) + SLOT, 0);
  }

  private void unchain(int slot, int gone) {
    int after = 0;
    int ref = rows.intAt(slot, Rows.CHUNK);
    while (ref != gone && ref != 0) {
      after = ref;
      ref = header(ref, PREVIOUS);
    }
    if (ref == 0) {
      return;
    }
    int before = header(ref, PREVIOUS);
    if (after == 0) {
      rows.set(slot, Rows.CHUNK, before);
    } else {
      pool.at(after).set(JAVA_INT, PagePool.offset(after) + PREVIOUS, before);
    }
  }
}
