package io.tocsin.server;

import io.tocsin.kit.Clock;
import java.io.Closeable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Gives memory back after heavy work. What heavy queries leave behind fills the old generation,
/// and without pressure nothing ever collects that: the process would stay as large as its largest
/// hour. So where much was added since the last collection and little is added now, this asks for
/// one; a process that is never quiet gets one after a while. Its pause is that of what lives,
/// which is little: series and samples lie outside of the heap.
final class IdleHeap implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(IdleHeap.class);

  private static final long ROUND_NANOS = 5_000_000_000L;

  /// So many rounds in a row may be busy before the heap is collected nevertheless.
  private static final int BUSY_ROUNDS_MAX = 12;

  /// More than the young generation: that is emptied without help.
  private static final long GARBAGE_MIN_BYTES = 96L << 20;

  private static final long QUIET_BYTES = 24L << 20;

  private final Heap heap;
  private final Runnable release;
  private final Clock clock;
  private long leastUsed = Long.MAX_VALUE;
  private long lastUsed;
  private int busyRounds;
  private volatile @Nullable Thread thread;

  /// The heap of this process, so that a test can have another.
  interface Heap {
    long usedBytes();

    void collect();

    static Heap ofProcess() {
      return new Heap() {
        @Override
        public long usedBytes() {
          var runtime = Runtime.getRuntime();
          return runtime.totalMemory() - runtime.freeMemory();
        }

        @Override
        public void collect() {
          System.gc();
        }
      };
    }
  }

  /// @param release lets go of what is kept for nobody; called in every round
  IdleHeap(Heap heap, Runnable release, Clock clock) {
    this.heap = heap;
    this.release = release;
    this.clock = clock;
  }

  /// Begins to watch.
  void start() {
    thread = Thread.ofVirtual().name("idle-heap").start(this::watch);
  }

  private void watch() {
    try {
      while (true) {
        clock.sleepNanos(ROUND_NANOS);
        round();
      }
    } catch (InterruptedException ignored) {
      // closed
    }
  }

  /// Looks at the heap once, and collects it where that pays.
  void round() {
    release.run();
    long used = heap.usedBytes();
    boolean quiet = used - lastUsed < QUIET_BYTES;
    lastUsed = used;
    leastUsed = Math.min(leastUsed, used);
    if (used - leastUsed < Math.max(GARBAGE_MIN_BYTES, leastUsed / 2)) {
      busyRounds = 0;
    } else if (quiet || ++busyRounds > BUSY_ROUNDS_MAX) {
      collect(used);
    }
  }

  private void collect(long used) {
    long began = clock.nanos();
    heap.collect();
    busyRounds = 0;
    leastUsed = heap.usedBytes();
    lastUsed = leastUsed;
    LOG.atDebug()
        .addKeyValue("before_bytes", used)
        .addKeyValue("after_bytes", leastUsed)
        .addKeyValue("seconds", (clock.nanos() - began) / 1e9)
        .log("collected the heap");
  }

  @Override
  public void close() {
    var running = thread;
    if (running != null) {
      running.interrupt();
    }
  }
}
