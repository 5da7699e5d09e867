package io.tocsin.kit;

/// What a person wrote in a file cannot be used. The message is made for that person: `FILE:LINE:
/// key: value (expected: ...)`.
public final class ConfigException extends IllegalArgumentException {
  public ConfigException(String message) {
    super(message);
  }

  public ConfigException(String message, Throwable cause) {
    super(message, cause);
  }
}
