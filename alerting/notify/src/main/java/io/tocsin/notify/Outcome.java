package io.tocsin.notify;

/// What became of one attempt to send.
public sealed interface Outcome {
  /// Why an attempt failed, as Alertmanager counts it in `reason`.
  enum Reason {
    OTHER("other"),
    CLIENT_ERROR("clientError"),
    SERVER_ERROR("serverError"),
    AUTH_ERROR("authError"),
    RATE_LIMITED("rateLimited"),
    CONTEXT_CANCELED("contextCanceled"),
    CONTEXT_DEADLINE_EXCEEDED("contextDeadlineExceeded");

    private final String label;

    Reason(String label) {
      this.label = label;
    }

    /// Returns the value of the label `reason`.
    public String label() {
      return label;
    }
  }

  /// The service took it.
  record Delivered() implements Outcome {}

  /// It may work later.
  ///
  /// @param retryAfterMillis how long the service asks to wait; 0 where it does not say
  /// @param message for people; never a secret
  record Retry(Reason reason, String message, long retryAfterMillis) implements Outcome {}

  /// It will not work, however often it is tried.
  record Failed(Reason reason, String message) implements Outcome {}

  /// Returns the outcome of a delivery.
  static Outcome delivered() {
    return new Delivered();
  }
}
