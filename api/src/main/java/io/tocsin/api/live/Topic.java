package io.tocsin.api.live;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What a page can hear of.
public enum Topic {
  /// Alerts that wait, fire, are over, are kept back or taken on, by name.
  ALERTS,
  /// Silences, by id.
  SILENCES,
  /// Targets that are new, gone, up or down, and who pushes for the first time.
  TARGETS,
  /// The configuration, or rules that were saved.
  CONFIG,
  /// Dashboards, by uid.
  DASHBOARDS,
  /// The parts of this process, by name.
  HEALTH,
  /// Events, by kind.
  EVENTS;

  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  static @Nullable Topic of(String text) {
    for (var topic : values()) {
      if (topic.text().equals(text)) {
        return topic;
      }
    }
    return null;
  }
}
