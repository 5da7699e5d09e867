package io.tocsin.notify.services;

import io.tocsin.http.HttpAnswer;
import io.tocsin.notify.Outcome;
import io.tocsin.notify.Outcome.Reason;

/// What a status says: 2xx is a delivery, 5xx may work later, the rest will not, but for what a
/// service is known to mean otherwise.
final class StatusCheck {
  private StatusCheck() {}

  /// @param details what the answer says, for people
  /// @param retried further statuses that may work later
  static Outcome of(HttpAnswer answer, long nowMillis, String details, int... retried) {
    if (answer.isSuccess()) {
      return Outcome.delivered();
    }
    boolean retry = answer.status() / 100 == 5;
    for (int status : retried) {
      retry |= status == answer.status();
    }
    var message =
        "unexpected status code " + answer.status() + (details.isEmpty() ? "" : ": " + details);
    var reason = reason(answer.status());
    return retry
        ? new Outcome.Retry(reason, message, answer.retryAfterMillis(nowMillis))
        : new Outcome.Failed(reason, message);
  }

  static Reason reason(int status) {
    return switch (status) {
      case 401, 403 -> Reason.AUTH_ERROR;
      case 429 -> Reason.RATE_LIMITED;
      default ->
          switch (status / 100) {
            case 4 -> Reason.CLIENT_ERROR;
            case 5 -> Reason.SERVER_ERROR;
            default -> Reason.OTHER;
          };
    };
  }
}
