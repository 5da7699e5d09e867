package io.tocsin.server;

/// A command line that cannot be understood; the message says what was expected. Exit code 2.
public final class UsageException extends RuntimeException {
  public UsageException(String message) {
    super(message);
  }
}
