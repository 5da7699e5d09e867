package io.tocsin.kit;

/// The only source of time: what knows the time or waits for it gets a `Clock` handed in, so that a
/// test can play a day in seconds. Implementations are safe for use by many threads.
public interface Clock {
  /// Returns wall-clock time in milliseconds since the Unix epoch.
  long millis();

  /// Returns monotonic time in nanoseconds from an arbitrary origin; only differences mean
  /// anything.
  long nanos();

  /// Waits until `nanos` nanoseconds of this clock have passed; returns at once if not positive.
  void sleepNanos(long nanos) throws InterruptedException;

  /// Waits until `millis()` has reached `epochMillis`; returns at once if it has.
  default void sleepUntil(long epochMillis) throws InterruptedException {
    for (long left = epochMillis - millis(); left > 0; left = epochMillis - millis()) {
      sleepNanos(left * 1_000_000);
    }
  }

  /// Returns the clock of this machine.
  static Clock system() {
    return new SystemClock();
  }
}
