package io.tocsin.notify.dispatch;

import io.tocsin.kit.Clock;
import java.util.PriorityQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is to be done when. A thread of its own runs what is due, or a test does. Tasks must not
/// wait for anything. Safe for use by many threads.
public final class Timers {
  private static final Logger LOG = LoggerFactory.getLogger(Timers.class);

  private final Clock clock;
  private final PriorityQueue<Timer> queue = new PriorityQueue<>();
  private long count;
  private Runnable wake = () -> {};

  /// One thing to do; can be called off.
  public static final class Timer implements Comparable<Timer> {
    private final long nanos;
    private final long order;
    private final Runnable task;
    private volatile boolean off;

    private Timer(long nanos, long order, Runnable task) {
      this.nanos = nanos;
      this.order = order;
      this.task = task;
    }

    /// Calls it off; without effect where it has begun.
    public void cancel() {
      off = true;
    }

    @Override
    public int compareTo(Timer other) {
      // differences, because a monotonic clock may wrap
      long byTime = nanos - other.nanos;
      return byTime != 0 ? Long.signum(byTime) : Long.compare(order, other.order);
    }

    @Override
    public boolean equals(Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(this);
    }
  }

  public Timers(Clock clock) {
    this.clock = clock;
  }

  /// Sets what is called when something earlier than everything else was added.
  synchronized void onEarlier(Runnable called) {
    wake = called;
  }

  /// Plans a task for `millis` from now.
  public Timer after(long millis, Runnable task) {
    Timer timer;
    Runnable called;
    synchronized (this) {
      timer = new Timer(clock.nanos() + Math.max(0, millis) * 1_000_000, count++, task);
      queue.add(timer);
      called = timer.equals(queue.peek()) ? wake : () -> {};
    }
    called.run();
    return timer;
  }

  /// Plans a task again and again, each time `millis` after it began.
  public void every(long millis, Runnable task) {
    after(
        millis,
        () -> {
          every(millis, task);
          task.run();
        });
  }

  /// Returns in how many nanoseconds the next task is due; not positive where one is,
  /// `Long.MAX_VALUE` where there is none.
  public synchronized long nanosToNext() {
    while (!queue.isEmpty() && queue.element().off) {
      queue.remove();
    }
    return queue.isEmpty() ? Long.MAX_VALUE : queue.element().nanos - clock.nanos();
  }

  /// Runs everything that is due, in the order of its times.
  public void runDue() {
    while (nanosToNext() <= 0) {
      Timer next;
      synchronized (this) {
        next = queue.remove();
      }
      if (!next.off) {
        run(next.task);
      }
    }
  }

  private static void run(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      LOG.atError().setCause(e).log("a task of the dispatcher failed");
    }
  }
}
