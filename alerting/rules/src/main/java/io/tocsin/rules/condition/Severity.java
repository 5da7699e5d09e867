package io.tocsin.rules.condition;

import java.util.Locale;

/// The one scale of how bad something is, and the words that others use for its steps.
public enum Severity {
  CRITICAL,
  HIGH,
  WARNING,
  INFO;

  /// Returns the word of the `severity` label.
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Returns the step that a word stands for. `Sev 1` to `Sev 4` are the four steps; `P1` to `P3`
  /// are critical, warning and info.
  ///
  /// @throws IllegalArgumentException if nobody uses that word
  public static Severity of(String word) {
    var folded = word.strip().toLowerCase(Locale.ROOT).replaceAll("[\\s_-]", "");
    return switch (folded) {
      case "critical", "crit", "sev1", "p1", "page", "fatal", "emergency", "disaster" -> CRITICAL;
      case "high", "sev2", "major", "error" -> HIGH;
      case "warning", "warn", "sev3", "p2", "medium", "minor", "average" -> WARNING;
      case "info", "information", "informational", "sev4", "p3", "p4", "low", "notice" -> INFO;
      default ->
          throw new IllegalArgumentException(
              word + " (expected: critical, high, warning or info; or Sev 1 to 4, or P1 to P3)");
    };
  }
}
