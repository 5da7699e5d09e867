package io.tocsin.security;

/// A change to users, sessions or tokens that is not made. The message is for whoever asked.
public final class SecurityRefusal extends RuntimeException {
  /// Why it is not made.
  public enum Kind {
    /// What was given cannot be used.
    INVALID,
    /// There is one of that name already.
    TAKEN,
    /// There is none of that name.
    MISSING,
    /// It may not be, whoever asks.
    FORBIDDEN
  }

  private final Kind kind;

  SecurityRefusal(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  static SecurityRefusal invalid(String message) {
    return new SecurityRefusal(Kind.INVALID, message);
  }

  static SecurityRefusal missing(String message) {
    return new SecurityRefusal(Kind.MISSING, message);
  }

  static SecurityRefusal forbidden(String message) {
    return new SecurityRefusal(Kind.FORBIDDEN, message);
  }

  public Kind kind() {
    return kind;
  }
}
