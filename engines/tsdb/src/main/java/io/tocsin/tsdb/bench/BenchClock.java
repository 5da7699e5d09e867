package io.tocsin.tsdb.bench;

import io.tocsin.kit.Clock;

/// The time of samples that are made up: it stands where it is set, while nanoseconds are real
/// ones.
public final class BenchClock implements Clock {
  private final Clock real = Clock.system();
  private volatile long millis;

  public BenchClock(long millis) {
    this.millis = millis;
  }

  public void set(long epochMillis) {
    millis = epochMillis;
  }

  @Override
  public long millis() {
    return millis;
  }

  @Override
  public long nanos() {
    return real.nanos();
  }

  @Override
  public void sleepNanos(long nanos) throws InterruptedException {
    real.sleepNanos(nanos);
  }
}
