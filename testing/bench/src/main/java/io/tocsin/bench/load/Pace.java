package io.tocsin.bench.load;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Waiting in real time. A benchmark measures the machine, so no clock is injected here.
public final class Pace {
  private Pace() {}

  /// Waits for `duration`, however often the thread is woken.
  public static void pause(Duration duration) {
    long end = System.nanoTime() + duration.toNanos();
    for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  /// Waits until `condition` holds, asking every `interval`; answers whether it did within `limit`.
  public static boolean await(BooleanSupplier condition, Duration interval, Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        return false;
      }
      pause(interval);
    }
    return true;
  }

  /// Seconds since `startNanos`, a value of `System.nanoTime`.
  public static double secondsSince(long startNanos) {
    return (System.nanoTime() - startNanos) / (double) TimeUnit.SECONDS.toNanos(1);
  }
}
