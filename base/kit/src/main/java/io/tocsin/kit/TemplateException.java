package io.tocsin.kit;

/// A template that does not parse or an expansion that failed; the message has the form of Go's,
/// with template, line and column where they are known. Functions throw it with their reason alone.
public final class TemplateException extends RuntimeException {
  private final String message;

  public TemplateException(String message) {
    super(message);
    this.message = message;
  }

  public TemplateException(String message, Throwable cause) {
    super(message, cause);
    this.message = message;
  }

  @Override
  public String getMessage() {
    return message;
  }
}
