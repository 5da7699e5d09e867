package io.tocsin.tsdb.wal;

import io.tocsin.kit.Directory;
import io.tocsin.model.Labels;
import io.tocsin.model.StoreException;
import io.tocsin.tsdb.chunk.ByteWriter;
import io.tocsin.tsdb.head.CommitLog;
import io.tocsin.tsdb.head.SampleBatch;
import java.io.Closeable;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/// The log of commits, in segments. Who waits for a sync while another one runs is served by the
/// next, together with all the others (group commit). After a failed write or sync nothing is taken
/// in until [#reopen] has begun a new segment; after a failed sync, what the disk holds is not
/// known, and a checkpoint has to be written first. Safe for use by many threads.
public final class Wal implements CommitLog, Closeable {
  static final String MAGIC = "TOCSWAL\n";
  private static final String PREFIX = "wal-";
  private static final int RECORD_SAMPLES = 1 << 16;
  private static final int RECORD_FULL_SAMPLES = 1 << 12;
  private static final int SERIES_BYTES = 1 << 20;
  private static final String PROBE = "tmp-room";
  private static final int PROBE_BYTES = 1 << 20;

  private final Directory directory;
  private final long segmentBytes;
  private final boolean strict;

  // Whoever needs both takes syncLock first.
  private final ReentrantLock syncLock = new ReentrantLock();
  private final ReentrantLock writeLock = new ReentrantLock();
  private final Frames frames = new Frames();
  private final ByteWriter series = new ByteWriter(1 << 12);
  private final ByteWriter payload = new ByteWriter(1 << 14);
  private final ByteWriter framed = new ByteWriter(1 << 14);
  private Directory.Output out;
  private long segment;
  private final AtomicLong segmentSize = new AtomicLong();
  private long segmentSynced;
  private long written;
  private volatile long synced;
  private final AtomicLong syncs = new AtomicLong();
  private volatile String failure = "";
  private volatile boolean unsure;

  private Wal(Directory directory, long segmentBytes, boolean strict, long segment)
      throws IOException {
    this.directory = directory;
    this.segmentBytes = segmentBytes;
    this.strict = strict;
    this.segment = segment;
    this.out = begin();
  }

  /// Begins a log with a new segment of that number.
  ///
  /// @param strict whether [#sync] waits for the disk, or leaves it to [#flush]
  public static Wal create(Directory directory, long segmentBytes, boolean strict, long segment)
      throws IOException {
    return new Wal(directory, segmentBytes, strict, segment);
  }

  /// Returns the name of the segment's file.
  public static String fileName(long segment) {
    return String.format(Locale.ROOT, PREFIX + "%010d", segment);
  }

  /// Returns the number of a segment's file, or -1 for other names.
  static long number(String fileName) {
    return fileName.matches(PREFIX + "\\d{10}")
        ? Long.parseLong(fileName.substring(PREFIX.length()))
        : -1;
  }

  private Directory.Output begin() throws IOException {
    segmentSize.set(0);
    var file = directory.create(fileName(segment));
    boolean done = false;
    try {
      var header = new ByteWriter(Frames.FILE_HEADER);
      frames.fileHeader(MAGIC, segment, header);
      file.write(header.array(), 0, header.size());
      file.sync();
      directory.syncNames();
      segmentSize.set(header.size());
      segmentSynced = header.size();
      done = true;
      return file;
    } finally {
      if (!done) {
        file.close();
      }
    }
  }

  @Override
  public void ready() {
    checkWritable();
  }

  @Override
  public void series(int id, Labels labels) {
    writeLock.lock();
    try {
      WalRecords.series(id, labels, series);
      if (failure.isEmpty() && series.size() >= SERIES_BYTES) {
        framed.clear();
        drainSeries();
        write();
      }
    } finally {
      writeLock.unlock();
    }
  }

  @Override
  public long samples(int group, SampleBatch batch, SampleBatch late) throws IOException {
    if (segmentSize.get() >= segmentBytes) {
      rotate(segmentBytes);
    }
    writeLock.lock();
    try {
      framed.clear();
      drainSeries();
      records(WalRecords.SAMPLES, group, batch);
      records(WalRecords.LATE_SAMPLES, 0, late);
      return write();
    } finally {
      writeLock.unlock();
    }
  }

  /// Writes down what is about to be deleted, as [WalRecords#deletions] has it.
  public void deletions(SampleBatch batch) {
    writeLock.lock();
    try {
      framed.clear();
      drainSeries();
      payload.clear();
      WalRecords.deletions(batch, payload);
      frames.write(WalRecords.DELETIONS, payload, segmentSynced, framed);
      write();
    } finally {
      writeLock.unlock();
    }
  }

  /// Writes exemplars down and returns the log's position behind them.
  public long exemplars(ByteWriter record) throws IOException {
    return record(WalRecords.EXEMPLARS, record);
  }

  /// Writes metadata down and returns the log's position behind it.
  public long metadata(ByteWriter record) throws IOException {
    return record(WalRecords.METADATA, record);
  }

  private long record(int type, ByteWriter record) throws IOException {
    if (segmentSize.get() >= segmentBytes) {
      rotate(segmentBytes);
    }
    writeLock.lock();
    try {
      framed.clear();
      drainSeries();
      frames.write(type, record, segmentSynced, framed);
      return write();
    } finally {
      writeLock.unlock();
    }
  }

  /// Tells whether a file of that name is a segment.
  public static boolean isSegment(String fileName) {
    return number(fileName) >= 0;
  }

  private void records(int type, int group, SampleBatch batch) {
    int most = batch.isPlain() ? RECORD_SAMPLES : RECORD_FULL_SAMPLES;
    for (int from = 0; from < batch.size(); from += most) {
      payload.clear();
      int to = Math.min(batch.size(), from + most);
      if (batch.isPlain()) {
        WalRecords.samples(group, batch, from, to, payload);
        frames.write(type, payload, segmentSynced, framed);
      } else {
        boolean late = type == WalRecords.LATE_SAMPLES;
        FullRecords.write(group, late, new FullRecords.Part(batch, from, to), payload);
        frames.write(WalRecords.FULL_SAMPLES, payload, segmentSynced, framed);
      }
    }
  }

  private void drainSeries() {
    if (series.size() > 0) {
      frames.write(WalRecords.SERIES, series, segmentSynced, framed);
    }
  }

  private long write() {
    checkWritable();
    try {
      out.write(framed.array(), 0, framed.size());
    } catch (IOException e) {
      throw fail(e);
    }
    // What was drained is written; after a failure it is drained once more.
    series.clear();
    segmentSize.addAndGet(framed.size());
    written += framed.size();
    return written;
  }

  private void checkWritable() {
    if (!failure.isEmpty()) {
      throw new StoreException(StoreException.Kind.UNAVAILABLE, message());
    }
  }

  private String message() {
    return "store: read-only: "
        + failure
        + " (expected: room on a disk that can be written; then it goes on by itself)";
  }

  private StoreException fail(IOException cause) {
    failure = fileName(segment) + ": " + cause.getMessage();
    return new StoreException(StoreException.Kind.UNAVAILABLE, message(), cause);
  }

  private StoreException failedSync(IOException cause) {
    unsure = true;
    return fail(cause);
  }

  /// Returns why nothing is taken in any more, or the empty string.
  public String failure() {
    return failure;
  }

  @Override
  public void sync(long position) throws IOException {
    if (strict) {
      syncUpTo(position);
    }
  }

  /// Forces to disk what was written before the call.
  public void flush() throws IOException {
    long position;
    writeLock.lock();
    try {
      position = written;
    } finally {
      writeLock.unlock();
    }
    syncUpTo(position);
  }

  private void syncUpTo(long position) throws IOException {
    if (synced >= position) {
      return;
    }
    syncLock.lock();
    try {
      if (synced < position) {
        syncNow();
      }
    } finally {
      syncLock.unlock();
    }
  }

  private void syncNow() throws IOException {
    Directory.Output file;
    long position;
    long size;
    writeLock.lock();
    try {
      checkWritable();
      file = out;
      position = written;
      size = segmentSize.get();
    } finally {
      writeLock.unlock();
    }
    try {
      file.sync();
    } catch (IOException e) {
      throw failedSync(e);
    }
    syncs.incrementAndGet();
    writeLock.lock();
    try {
      synced = position;
      segmentSynced = Math.max(segmentSynced, size);
    } finally {
      writeLock.unlock();
    }
  }

  /// Ends the segment if it has at least that many bytes and begins the next. Returns the number of
  /// the segment that is now written.
  public long rotate(long minBytes) throws IOException {
    syncLock.lock();
    try {
      if (segmentSize.get() < minBytes) {
        return segment;
      }
      syncNow();
      writeLock.lock();
      try {
        framed.clear();
        drainSeries();
        write();
        sync(out);
        out.close();
        segment++;
        out = begin();
        synced = written;
        return segment;
      } catch (IOException e) {
        throw fail(e);
      } finally {
        writeLock.unlock();
      }
    } finally {
      syncLock.unlock();
    }
  }

  private void sync(Directory.Output file) {
    try {
      file.sync();
    } catch (IOException e) {
      throw failedSync(e);
    }
  }

  /// After a failure: cuts off what the last write may have left, sees whether there is room again,
  /// and begins a new segment, whose number is returned. Nothing is taken in before [#resume].
  ///
  /// @throws IOException if the disk still cannot be written
  public long reopen() throws IOException {
    syncLock.lock();
    writeLock.lock();
    try {
      out.close();
      var name = fileName(segment);
      boolean there = directory.list().contains(name);
      if (segmentSize.get() > 0) {
        if (there && directory.size(name) > segmentSize.get()) {
          directory.truncate(name, segmentSize.get());
        }
        lookForRoom();
        segment++;
      } else if (there) {
        directory.delete(name);
        lookForRoom();
      }
      out = begin();
      synced = written;
      return segment;
    } finally {
      writeLock.unlock();
      syncLock.unlock();
    }
  }

  private void lookForRoom() throws IOException {
    try (var file = directory.create(PROBE)) {
      file.write(new byte[PROBE_BYTES], 0, PROBE_BYTES);
      file.sync();
    } finally {
      directory.delete(PROBE);
    }
  }

  /// Tells whether a sync failed: then only what is in memory is known to be whole.
  public boolean isUnsure() {
    return unsure;
  }

  /// Takes samples in again.
  public void resume() {
    unsure = false;
    failure = "";
  }

  /// Deletes the segments before `first`.
  public static void deleteBefore(Directory directory, long first) throws IOException {
    for (var name : directory.list()) {
      long number = number(name);
      if (number >= 0 && number < first) {
        directory.delete(name);
      }
    }
  }

  /// Bytes written since the log was opened.
  public long bytesWritten() {
    return written;
  }

  /// Returns the number of the segment that is written.
  public long segment() {
    writeLock.lock();
    try {
      return segment;
    } finally {
      writeLock.unlock();
    }
  }

  public long syncs() {
    return syncs.get();
  }

  /// Forces everything to disk and ends the log.
  @Override
  public void close() throws IOException {
    syncLock.lock();
    try {
      if (failure.isEmpty()) {
        syncNow();
      }
    } finally {
      failure = failure.isEmpty() ? "closed" : failure;
      out.close();
      syncLock.unlock();
    }
  }
}
