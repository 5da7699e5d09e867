package io.tocsin.rules;

import java.util.List;

/// A rule and how its last evaluation went.
///
/// @param lastError empty where there was none
/// @param lastMillis when it began; 0 before the first
/// @param alerts those that wait or fire; none for a rule that records
public record RuleView(
    Rule rule,
    Health health,
    String lastError,
    long tookNanos,
    long lastMillis,
    List<AlertView> alerts) {
  /// Whether a rule could be evaluated, in Prometheus' words.
  public enum Health {
    UNKNOWN("unknown"),
    GOOD("ok"),
    BAD("err");

    private final String text;

    Health(String text) {
      this.text = text;
    }

    public String text() {
      return text;
    }
  }

  public RuleView {
    alerts = List.copyOf(alerts);
  }

  /// Returns `firing`, `pending` or `inactive` by the alert that is worst; `unknown` before the
  /// first evaluation.
  public String state() {
    if (lastMillis == 0) {
      return "unknown";
    }
    if (alerts.isEmpty()) {
      return "inactive";
    }
    return alerts.stream().anyMatch(AlertView::firing) ? "firing" : "pending";
  }
}
