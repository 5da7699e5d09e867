package io.tocsin.security;

/// Too many sign-ins went wrong: the next one has to wait.
public final class Throttled extends RuntimeException {
  private final long seconds;

  Throttled(String message, long seconds) {
    super(message + " (expected: the next one in " + seconds + " s)");
    this.seconds = seconds;
  }

  /// Returns how long to wait, at least one second.
  public long seconds() {
    return seconds;
  }
}
