package io.tocsin.tsdb.head;

import io.tocsin.kit.Clock;
import io.tocsin.model.Appender;
import io.tocsin.model.ChangeJournal;
import io.tocsin.model.Labels;
import io.tocsin.model.Matcher;
import io.tocsin.model.SampleBuffer;
import io.tocsin.model.StoreException;
import io.tocsin.tsdb.block.LabelHash;
import io.tocsin.tsdb.chunk.SampleRuns;
import java.io.Closeable;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.StampedLock;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/// The series that are being written and their newest samples. Safe for use by many threads: labels
/// and samples have a lock each, held for one commit, one selection or the decoding of one series.
public final class Head implements Closeable {
  static final int CHUNK_SAMPLES = 120;

  final HeadOptions options;
  final Clock clock;
  final PagePool pool = new PagePool();
  final Rows rows = new Rows(pool);
  final SeriesIndex index = new SeriesIndex(pool, rows);
  final OpenChunks open = new OpenChunks(pool, rows);
  final OpenRuns runs = new OpenRuns();
  final SealedChunks sealed;
  final LateSamples late;
  final Epochs epochs = new Epochs();
  final StampedLock labelLock = new StampedLock();
  final StampedLock sampleLock = new StampedLock();
  final Refused refused = new Refused();
  private final ChangeJournal changes = new ChangeJournal();
  private final int[] pairs = new int[LabelSets.LABELS_MAX];
  private volatile long minTime = Long.MAX_VALUE;
  private long newMinTime = Long.MAX_VALUE;
  private volatile long maxTime = Long.MIN_VALUE;
  private final AtomicLong samples = new AtomicLong();
  private final AtomicLong lateSamples = new AtomicLong();

  // Guarded by the sample lock's writer.
  private final SampleBuffer found = new SampleBuffer();
  private final AtomicLong created = new AtomicLong();

  public Head(HeadOptions options, Clock clock) {
    this.options = options;
    this.clock = clock;
    this.sealed = new SealedChunks(pool, rows, options.windowMillis());
    this.late = new LateSamples(pool, rows, sealed);
  }

  /// Returns the id of the series, making it and noting it in the log if it is new.
  ///
  /// @throws StoreException if the head is full or the labels are too many or too long
  public int series(Labels labels, CommitLog log) {
    long stamp = labelLock.writeLock();
    try {
      int slot = index.find(labels);
      if (slot != 0) {
        rows.touch(slot);
        return rows.id(slot);
      }
      if (index.count() >= options.maxSeries()) {
        throw new StoreException(
            StoreException.Kind.LIMIT,
            "series: " + labels + " (expected: at most " + options.maxSeries() + " series)");
      }
      log.ready();
      int size = index.pairsOf(labels, pairs);
      slot = rows.take();
      index.enter(slot, LabelHash.of(labels), pairs, size);
      created.incrementAndGet();
      int id = rows.id(slot);
      log.series(id, labels);
      return id;
    } finally {
      labelLock.unlockWrite(stamp);
    }
  }

  /// Makes a series under the id it had before, as the log says. A series whose slot it takes is
  /// gone: it was dropped after that record.
  void restore(int id, Labels labels) {
    long stamp = labelLock.writeLock();
    long sampleStamp = sampleLock.writeLock();
    try {
      int slot = id & Rows.SLOT_MASK;
      if (rows.slot(id) == slot && index.labels(slot).equals(labels)) {
        return;
      }
      int twin = index.find(labels);
      if (twin != 0) {
        forget(twin);
      }
      if (slot < rows.end() && rows.alive(slot)) {
        forget(slot);
      }
      int size = index.pairsOf(labels, pairs);
      rows.claim(slot, id >>> Rows.SLOT_BITS);
      index.enter(slot, LabelHash.of(labels), pairs, size);
    } finally {
      sampleLock.unlockWrite(sampleStamp);
      labelLock.unlockWrite(stamp);
    }
  }

  private void forget(int slot) {
    index.remove(slot);
    index.release(slot);
    open.clear(slot);
    runs.remove(slot);
    rows.run(slot, false);
    late.clear(slot);
    rows.set(slot, Rows.CHUNK, 0);
    rows.kill(slot);
  }

  /// To be called once after everything was restored.
  void restored() {
    rows.collectFree();
  }

  Labels labels(int slot) {
    long stamp = labelLock.readLock();
    try {
      return index.labels(slot);
    } finally {
      labelLock.unlockRead(stamp);
    }
  }

  /// Takes in those samples that are newer than their series' last, all visible at once, and
  /// returns how many they were.
  public int apply(SampleBatch batch) {
    return apply(batch, null);
  }

  /// As above; samples that are older than their series' last go to `overtaken`.
  int apply(SampleBatch batch, @Nullable SampleBatch overtaken) {
    long stamp = sampleLock.writeLock();
    try {
      int stored = 0;
      for (int i = 0; i < batch.size(); i++) {
        int slot = rows.slot(batch.id(i));
        if (slot != 0 && batch.time(i) > rows.longAt(slot, Rows.LAST_TIME)) {
          if (batch.isPlain(i)) {
            put(slot, batch.time(i), batch.bits(i));
          } else {
            putFull(slot, batch, i);
          }
          stored++;
        } else if (slot != 0 && overtaken != null) {
          overtaken.addFrom(batch, i);
        }
      }
      samples.addAndGet(stored);
      return stored;
    } finally {
      sampleLock.unlockWrite(stamp);
    }
  }

  /// Deletes samples of series: of each from the entry's time to its bits, both included.
  public void applyDeletions(SampleBatch batch) {
    var deletion = new HeadDeletion(this);
    long stamp = sampleLock.writeLock();
    try {
      for (int i = 0; i < batch.size(); i++) {
        int slot = rows.slot(batch.id(i));
        if (slot != 0) {
          deletion.delete(slot, batch.time(i), batch.bits(i));
        }
      }
    } finally {
      sampleLock.unlockWrite(stamp);
    }
  }

  private void put(int slot, long time, long bits) {
    int count = rows.openCount(slot);
    if (count > 0
        && (count == CHUNK_SAMPLES || time >= sealed.endOf(rows.longAt(slot, Rows.OPEN_TIME)))) {
      sealed.seal(slot, open);
    } else if (count == 0 && rows.run(slot)) {
      sealRun(slot);
    }
    open.append(slot, time, bits);
    seen(time);
  }

  private void putFull(int slot, SampleBatch batch, int i) {
    long time = batch.time(i);
    sealed.seal(slot, open);
    var run = runs.begin(slot);
    if (run.isFull(batch.histogram(i) != null)
        || (run.size() > 0 && time >= sealed.endOf(run.firstTime()))) {
      sealRun(slot);
      run = runs.begin(slot);
    }
    run.add(batch, i);
    rows.run(slot, true);
    rows.set(slot, Rows.LAST_TIME, time);
    rows.set(slot, Rows.LAST_BITS, batch.bits(i));
    seen(time);
  }

  /// Seals what of the series is not yet in a sealed chunk, but for late samples.
  void seal(int slot) {
    sealed.seal(slot, open);
    sealRun(slot);
  }

  /// Seals the series' newest samples where they are full ones.
  void sealRun(int slot) {
    var run = runs.remove(slot);
    if (run != null) {
      sealed.seal(run);
      rows.run(slot, false);
    }
  }

  /// Returns the time of the first sample of the series that is in no sealed chunk yet, or
  /// `Long.MAX_VALUE` if there is none.
  long openTime(int slot) {
    if (rows.openCount(slot) > 0) {
      return rows.longAt(slot, Rows.OPEN_TIME);
    }
    var run = rows.run(slot) ? runs.get(slot) : null;
    return run == null ? Long.MAX_VALUE : run.firstTime();
  }

  /// Takes in samples that are older than their series' last, all visible at once, where the series
  /// has none at that time; returns how many they were.
  public int applyLate(SampleBatch batch) {
    long stamp = sampleLock.writeLock();
    try {
      int stored = 0;
      for (int i = 0; i < batch.size(); i++) {
        int slot = rows.slot(batch.id(i));
        if (slot != 0 && at(slot, batch.time(i)).size() == 0) {
          late.put(slot, batch, i);
          seen(batch.time(i));
          stored++;
        }
      }
      samples.addAndGet(stored);
      lateSamples.addAndGet(stored);
      return stored;
    } finally {
      sampleLock.unlockWrite(stamp);
    }
  }

  /// Runs a piece of a replay, which returns how many samples it stored.
  void addRestored(IntSupplier piece) {
    long stamp = sampleLock.writeLock();
    try {
      samples.addAndGet(piece.getAsInt());
    } finally {
      sampleLock.unlockWrite(stamp);
    }
  }

  /// Returns the sample of the series at that time, if there is one.
  private SampleBuffer at(int slot, long time) {
    found.clear();
    readLocked(slot, time, time, found);
    return found;
  }

  /// Tells what the series has at a time before its last.
  ///
  /// @param bits as [SampleBatch#bits] has them
  Appender.Outcome judge(int slot, long time, long bits) {
    var there = new SampleBuffer();
    read(slot, time, time, there);
    if (there.size() == 0) {
      return Appender.Outcome.ACCEPTED;
    }
    var histogram = there.histogram(0);
    long found =
        histogram == null
            ? Double.doubleToRawLongBits(there.values()[0])
            : SampleBatch.bitsOf(histogram);
    return found == bits ? Appender.Outcome.DUPLICATE : Appender.Outcome.CONFLICT;
  }

  void seen(long time) {
    if (time > maxTime) {
      maxTime = time;
    }
    if (time < minTime) {
      minTime = time;
    }
    if (time < newMinTime) {
      newMinTime = time;
    }
  }

  /// Appends the samples of a series in the range to `out`.
  void read(int slot, long min, long max, SampleBuffer out) {
    long stamp = sampleLock.readLock();
    try {
      readLocked(slot, min, max, out);
    } finally {
      sampleLock.unlockRead(stamp);
    }
  }

  private void readLocked(int slot, long min, long max, SampleBuffer out) {
    int start = out.size();
    if (rows.intAt(slot, Rows.CHUNK) != 0
        && (rows.openCount(slot) == 0 || rows.longAt(slot, Rows.OPEN_TIME) > min)) {
      for (int chunk : sealed.chunks(slot, min, max)) {
        sealed.read(chunk, min, max, out);
      }
    }
    open.read(slot, min, max, out);
    var run = rows.run(slot) ? runs.get(slot) : null;
    if (run != null) {
      run.read(min, max, out);
    }
    if (rows.late(slot)) {
      int second = out.size();
      late.read(slot, min, max, out);
      SampleRuns.interleave(out, start, second);
    }
  }

  /// Finds the series that match, as they are now.
  public HeadSelection select(List<Matcher> matchers) {
    long stamp = labelLock.readLock();
    try {
      return new HeadSelection(this, new Matching(index).match(matchers).toArray());
    } finally {
      labelLock.unlockRead(stamp);
    }
  }

  /// Finds no series.
  public HeadSelection selectNone() {
    return new HeadSelection(this, new int[0]);
  }

  /// The readers that may still see what is about to be dropped.
  public Epochs epochs() {
    return epochs;
  }

  /// Where changes of what readers see are announced.
  public ChangeJournal changes() {
    return changes;
  }

  public int seriesCount() {
    return index.count();
  }

  public long seriesCreated() {
    return created.get();
  }

  public long samplesAppended() {
    return samples.get();
  }

  /// A time before which the head has no sample, or `Long.MAX_VALUE`.
  public long minTime() {
    return minTime;
  }

  public long maxTime() {
    return maxTime;
  }

  /// Begins to look for the oldest time anew.
  void beginMinTime() {
    long stamp = sampleLock.writeLock();
    newMinTime = Long.MAX_VALUE;
    sampleLock.unlockWrite(stamp);
  }

  /// Ends the look: the oldest time is `found`, or of a sample that came meanwhile.
  void endMinTime(long found) {
    long stamp = sampleLock.writeLock();
    minTime = Math.min(found, newMinTime);
    sampleLock.unlockWrite(stamp);
  }

  /// Native memory in bytes, of which some may be free pages.
  public long bytes() {
    return pool.bytes();
  }

  /// How many samples were taken in out of order.
  public long lateSamplesAppended() {
    return lateSamples.get();
  }

  /// How many samples were not taken in for this reason.
  public long refused(Appender.Outcome reason) {
    return refused.count(reason);
  }

  /// How many histograms were not taken in because of what they are.
  public long refusedHistograms() {
    return refused.histograms();
  }

  @Override
  public void close() {
    pool.close();
  }
}
