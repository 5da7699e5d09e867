package io.tocsin.tsdb;

import io.tocsin.kit.Clock;
import io.tocsin.kit.Directory;
import io.tocsin.tsdb.head.Head;
import io.tocsin.tsdb.wal.Checkpoint;
import io.tocsin.tsdb.wal.SideRecords;
import io.tocsin.tsdb.wal.Wal;
import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the store does by itself: forces the log to disk every second where commits do not, writes
/// checkpoints, moves windows to blocks. One thread once [#start]ed.
final class Maintenance implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(Maintenance.class);
  private static final long TICK_NANOS = 1_000_000_000L;
  private static final int REST = 4;
  private static final int QUIET = 8;
  private static final long FAILED_REST_NANOS = 10_000_000_000L;
  private static final long BLOCKS_MILLIS = 60_000;

  record Parts(Directory directory, Head head, SideRecords side, Wal wal, Object commitLock) {
    private Checkpoint checkpoint() {
      return new Checkpoint(directory, side);
    }
  }

  private final Parts parts;
  private final BlockCutting blocks;
  private final TsdbOptions options;
  private final Clock clock;
  private final TsdbMetrics metrics;
  private @Nullable Thread thread;
  private long blocksMillis;
  private long checkpointMillis;
  private long checkpointSamples;
  private long checkpointNanos;
  private long lookMillis;
  private long lookSamples;
  private long checkpointEndNanos;

  // The head gave something away since the last checkpoint: a replay would bring it back.
  private boolean unsaved;
  private String toldFailure = "";
  private long failedNanos;
  private volatile boolean stopping;

  Maintenance(
      Parts parts, BlockCutting blocks, TsdbOptions options, Clock clock, TsdbMetrics metrics) {
    this.parts = parts;
    this.blocks = blocks;
    this.blocksMillis = clock.millis();
    this.options = options;
    this.clock = clock;
    this.metrics = metrics;
    this.checkpointMillis = clock.millis();
    this.lookMillis = checkpointMillis;
    this.failedNanos = clock.nanos() - FAILED_REST_NANOS;
  }

  synchronized void start() {
    if (thread == null) {
      thread = Thread.ofPlatform().name("tsdb-maintenance").daemon(true).start(this::loop);
    }
  }

  private void loop() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        clock.sleepNanos(TICK_NANOS);
        tick();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void tick() {
    try {
      if (parts.wal.failure().isEmpty()) {
        parts.wal.flush();
      }
      if (clock.nanos() - failedNanos >= FAILED_REST_NANOS) {
        run();
      }
    } catch (IOException | RuntimeException e) {
      if (stopping) {
        return; // Interrupted in the middle: the next start has the log.
      }
      failedNanos = clock.nanos();
      metrics.checkpointFailures.inc();
      LOG.atError().setCause(e).log("maintenance of the series store failed");
    }
  }

  /// Runs what is due.
  synchronized void run() throws IOException {
    if (!parts.wal.failure().isEmpty() && !goOn()) {
      return;
    }
    if (clock.millis() - blocksMillis >= BLOCKS_MILLIS) {
      blocksMillis = clock.millis();
      boolean before = unsaved;
      unsaved = true;
      unsaved = blocks.run() || before;
    }
    if (unsaved || checkpointDue()) {
      checkpoint();
    }
  }

  /// Tries to write the log again after it could not be written.
  private boolean goOn() {
    var failure = parts.wal.failure();
    if (!failure.equals(toldFailure)) {
      toldFailure = failure;
      metrics.logFailures.inc();
      LOG.atError().addKeyValue("reason", failure).log("read-only: samples are refused");
    }
    try {
      long segment = parts.wal.reopen();
      if (parts.wal.isUnsure()) {
        parts.checkpoint().write(parts.head, segment);
        deleteBefore(segment);
      }
      parts.wal.resume();
      toldFailure = "";
      metrics.logRecoveries.inc();
      LOG.atInfo().addKeyValue("segment", segment).log("the log can be written again");
      return true;
    } catch (IOException e) {
      LOG.atDebug().setCause(e).log("the log still cannot be written");
      return false;
    }
  }

  private boolean checkpointDue() {
    long samples = parts.head.samplesAppended() - checkpointSamples;
    boolean wanted =
        clock.millis() - checkpointMillis >= options.checkpointMillis()
            || samples >= options.checkpointSamples()
            || isQuiet(samples);
    // A checkpoint of a large head takes a while: at most a fifth of the time goes into them.
    boolean rested = clock.nanos() - checkpointEndNanos >= REST * checkpointNanos;
    return samples > 0 && wanted && rested;
  }

  /// Runs something while nothing leaves the head, with nothing in the log that has left it.
  synchronized void alone(Action action) throws IOException {
    if (unsaved) {
      checkpoint();
    }
    action.run();
  }

  /// Something that reads or writes files.
  interface Action {
    void run() throws IOException;
  }

  /// Tells whether many samples came and now so few do that waiting would gather less than there
  /// is: a start should not have to replay a burst that is over.
  private boolean isQuiet(long samples) {
    long millis = clock.millis() - lookMillis;
    long came = parts.head.samplesAppended() - lookSamples;
    lookMillis += millis;
    lookSamples += came;
    boolean slow = millis > 0 && came * options.checkpointMillis() <= samples * millis;
    return slow && samples >= options.checkpointSamples() / QUIET;
  }

  /// Writes the head down and deletes the log before.
  synchronized void checkpoint() throws IOException {
    deleteBefore(writeCheckpoint());
  }

  /// Writes the head down and returns the first log segment that is still needed.
  synchronized long writeCheckpoint() throws IOException {
    long started = clock.nanos();
    long samples;
    long segment;
    synchronized (parts.commitLock) {
      samples = parts.head.samplesAppended();
      segment = parts.wal.rotate(0);
    }
    parts.checkpoint().write(parts.head, segment);
    unsaved = false;
    checkpointSamples = samples;
    checkpointMillis = clock.millis();
    checkpointEndNanos = clock.nanos();
    checkpointNanos = checkpointEndNanos - started;
    metrics.checkpoints.inc();
    return segment;
  }

  void deleteBefore(long segment) throws IOException {
    parts.checkpoint().deleteBefore(segment);
  }

  @Override
  public void close() throws IOException {
    stopping = true;
    Thread running;
    synchronized (this) {
      running = thread;
    }
    if (running != null) {
      running.interrupt();
      try {
        running.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    boolean changed = unsaved || parts.head.samplesAppended() != checkpointSamples;
    if (parts.wal.failure().isEmpty() && changed) {
      checkpoint();
    }
  }
}
