package io.tocsin.testkit;

import io.tocsin.kit.Clock;
import java.time.Duration;

/// A clock that stands still until a test turns it. Sleepers wake when their time has come. Safe
/// for use by many threads.
public final class ManualClock implements Clock {
  private long nanos;
  private int sleepers;

  /// Starts at the wall-clock time `epochMillis`.
  public ManualClock(long epochMillis) {
    this.nanos = epochMillis * 1_000_000;
  }

  @Override
  public synchronized long millis() {
    return nanos / 1_000_000;
  }

  @Override
  public synchronized long nanos() {
    return nanos;
  }

  @Override
  public synchronized void sleepNanos(long duration) throws InterruptedException {
    long until = nanos + duration;
    sleepers++;
    notifyAll();
    try {
      while (nanos < until) {
        wait();
      }
    } finally {
      sleepers--;
      notifyAll();
    }
  }

  /// Moves time on and wakes those whose time has come.
  public synchronized void advance(Duration duration) {
    nanos += duration.toNanos();
    notifyAll();
  }

  /// Waits until at least `count` threads sleep on this clock, so that a test advances time only
  /// when those it drives are waiting for it.
  public synchronized void awaitSleepers(int count) throws InterruptedException {
    while (sleepers < count) {
      wait();
    }
  }
}
