package io.tocsin.rules;

/// A label or annotation that is no template, or cannot be filled in.
public final class RuleTemplateException extends RuntimeException {
  public RuleTemplateException(String message) {
    super(message);
  }

  public RuleTemplateException(String message, Throwable cause) {
    super(message, cause);
  }
}
