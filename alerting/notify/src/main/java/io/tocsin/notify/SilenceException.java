package io.tocsin.notify;

/// A silence that cannot be made, changed or found; the message is Alertmanager's.
public final class SilenceException extends IllegalArgumentException {
  /// What is wrong.
  public enum Kind {
    INVALID,
    NOT_FOUND,
    LIMIT
  }

  private final Kind kind;

  public SilenceException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
