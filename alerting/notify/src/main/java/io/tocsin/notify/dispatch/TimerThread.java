package io.tocsin.notify.dispatch;

import io.tocsin.kit.Clock;
import java.io.Closeable;

/// Runs what is due of [Timers] until it is closed.
public final class TimerThread implements Closeable {
  /// Nothing is due for longer than anybody plans.
  private static final long IDLE_NANOS = 3_600_000_000_000L;

  private final Timers timers;
  private final Clock clock;
  private final Thread thread;
  private final Object gate = new Object();
  private boolean sleeping;
  private boolean earlier;
  private volatile boolean closed;

  public TimerThread(Timers timers, Clock clock) {
    this.timers = timers;
    this.clock = clock;
    this.thread = Thread.ofVirtual().name("notify-timers").unstarted(this::run);
  }

  /// Begins; called once.
  public void start() {
    timers.onEarlier(this::wake);
    thread.start();
  }

  private void wake() {
    synchronized (gate) {
      earlier = true;
      if (sleeping) {
        thread.interrupt();
      }
    }
  }

  private void run() {
    while (!closed) {
      timers.runDue();
      sleep();
    }
  }

  private void sleep() {
    synchronized (gate) {
      if (earlier || closed) {
        earlier = false;
        return;
      }
      sleeping = true;
    }
    try {
      clock.sleepNanos(Math.min(timers.nanosToNext(), IDLE_NANOS));
    } catch (InterruptedException woken) {
      // something earlier was planned, or this is the end: the loop looks
    } finally {
      synchronized (gate) {
        sleeping = false;
        earlier = false;
        // an interrupt that came after the sleep means the same
        Thread.interrupted();
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    wake();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
