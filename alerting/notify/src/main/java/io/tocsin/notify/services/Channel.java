package io.tocsin.notify.services;

import io.tocsin.notify.Outcome;

/// Outcomes of services where a channel says more than the name of the receiver.
final class Channel {
  private Channel() {}

  /// Returns the outcome with the channel in front of its message.
  static Outcome named(String channel, Outcome outcome) {
    var where = "channel \"" + channel + "\": ";
    return switch (outcome) {
      case Outcome.Delivered delivered -> delivered;
      case Outcome.Retry retry ->
          new Outcome.Retry(retry.reason(), where + retry.message(), retry.retryAfterMillis());
      case Outcome.Failed failed -> new Outcome.Failed(failed.reason(), where + failed.message());
    };
  }
}
