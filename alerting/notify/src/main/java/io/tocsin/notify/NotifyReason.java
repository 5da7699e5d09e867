package io.tocsin.notify;

/// Why a group is notified about now, in Alertmanager's words: `notification_reason` of a webhook,
/// `.NotificationReason` of a template.
public enum NotifyReason {
  DO_NOT_NOTIFY("none"),
  FIRST_NOTIFICATION("first notification"),
  NEW_ALERTS_IN_GROUP("new alerts added"),
  NEW_RESOLVED_ALERTS("some alerts resolved"),
  ALL_ALERTS_RESOLVED("all alerts resolved"),
  REPEAT_INTERVAL_ELAPSED("repeat interval elapsed"),
  UNKNOWN("unknown");

  private final String text;

  NotifyReason(String text) {
    this.text = text;
  }

  @Override
  public String toString() {
    return text;
  }
}
