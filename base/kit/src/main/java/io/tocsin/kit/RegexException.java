package io.tocsin.kit;

/// A regular expression that RE2 refuses; the message quotes it and says why.
public final class RegexException extends IllegalArgumentException {
  public RegexException(String message, Throwable cause) {
    super(message, cause);
  }
}
