package io.tocsin.notify;

import java.util.List;

/// How an alert stands with those who are told.
///
/// @param silencedBy the ids of every silence that covers it now
/// @param inhibitedBy the fingerprint of one alert that inhibits it, if any does
public record AlertStatus(State state, List<String> silencedBy, List<String> inhibitedBy) {
  /// The word of the API.
  public enum State {
    UNPROCESSED,
    ACTIVE,
    SUPPRESSED;

    public String text() {
      return switch (this) {
        case UNPROCESSED -> "unprocessed";
        case ACTIVE -> "active";
        case SUPPRESSED -> "suppressed";
      };
    }
  }

  public AlertStatus {
    silencedBy = List.copyOf(silencedBy);
    inhibitedBy = List.copyOf(inhibitedBy);
  }

  static AlertStatus of(List<String> silencedBy, List<String> inhibitedBy) {
    var quiet = silencedBy.isEmpty() && inhibitedBy.isEmpty();
    return new AlertStatus(quiet ? State.ACTIVE : State.SUPPRESSED, silencedBy, inhibitedBy);
  }
}
