package io.tocsin.model;

/// The store refuses to take or give data for a reason that a person can act on.
public final class StoreException extends RuntimeException {
  /// Picks the answer's status.
  public enum Kind {
    /// A configured limit is reached: retrying does not help by itself.
    LIMIT,
    /// Read-only or closing: retry later.
    UNAVAILABLE,
    /// What is on disk cannot be read.
    CORRUPT
  }

  private final Kind kind;

  public StoreException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  public StoreException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
