package io.tocsin.notify;

import io.tocsin.model.Alert;
import org.jspecify.annotations.Nullable;

/// Whether an alert can be taken; the words are Alertmanager's.
final class AlertCheck {
  private AlertCheck() {}

  /// Returns why not, or null.
  static @Nullable String refusal(Alert alert, MatcherSyntax syntax) {
    if (alert.endsAtMillis() < alert.startsAtMillis()) {
      return "start time must be before end time";
    }
    if (alert.labels().isEmpty()) {
      return "at least one label pair required";
    }
    for (var label : alert.labels()) {
      if (!syntax.isLabelName(label.name())) {
        return "invalid label set: invalid name \"" + label.name() + "\"";
      }
    }
    for (var name : alert.annotations().keySet()) {
      if (!syntax.isLabelName(name)) {
        return "invalid annotations: invalid name \"" + name + "\"";
      }
    }
    return null;
  }
}
