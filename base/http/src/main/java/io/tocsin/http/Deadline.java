package io.tocsin.http;

import io.tocsin.kit.Clock;
import java.net.SocketTimeoutException;

/// A point in time after which nothing is waited for. Immutable.
///
/// @param nanos of the clock
public record Deadline(Clock clock, long nanos, long timeoutMillis) {
  public static Deadline in(long timeoutMillis, Clock clock) {
    return new Deadline(clock, clock.nanos() + timeoutMillis * 1_000_000, timeoutMillis);
  }

  /// Returns how long may still be waited, at least 1.
  public int leftMillis() throws SocketTimeoutException {
    long left = (nanos - clock.nanos() + 999_999) / 1_000_000;
    if (left <= 0) {
      throw exceeded();
    }
    return (int) Math.min(left, Integer.MAX_VALUE);
  }

  SocketTimeoutException exceeded() {
    return new SocketTimeoutException("timeout: no complete answer in " + timeoutMillis + " ms");
  }
}
