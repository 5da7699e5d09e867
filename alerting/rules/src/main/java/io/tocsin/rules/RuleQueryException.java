package io.tocsin.rules;

/// A query that is no query, or that cannot be answered, in words for the person who wrote it.
public final class RuleQueryException extends RuntimeException {
  private final boolean canceled;

  public RuleQueryException(String message) {
    this(message, false);
  }

  /// @param canceled whether somebody ended it, so that it says nothing of the rule
  public RuleQueryException(String message, boolean canceled) {
    super(message);
    this.canceled = canceled;
  }

  public boolean isCanceled() {
    return canceled;
  }
}
