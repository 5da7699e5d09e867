package io.tocsin.notify;

import java.util.Locale;

/// How bad it is, on one scale. What other programs say is mapped to it, so that a route or a graph
/// needs one vocabulary.
public enum Severity {
  CRITICAL("critical"),
  HIGH("high"),
  WARNING("warning"),
  INFO("info"),
  /// Nothing was said, or nothing that is known.
  NONE("none");

  private final String text;

  Severity(String text) {
    this.text = text;
  }

  /// Returns the value of the label `severity`.
  public String text() {
    return text;
  }

  /// Returns what a word means: `critical`, `page`, `Sev1`, `P1` and their like; upper and lower
  /// case, spaces, `-` and `_` do not count.
  public static Severity of(String word) {
    var plain = word.toLowerCase(Locale.ROOT).replaceAll("[\\s_-]", "");
    return switch (plain) {
      case "critical",
          "crit",
          "fatal",
          "emergency",
          "alert",
          "disaster",
          "page",
          "sev1",
          "sev0",
          "severity1",
          "p0",
          "p1",
          "priority1",
          "blocker" ->
          CRITICAL;
      case "high", "error", "err", "major", "urgent", "sev2", "severity2", "p2", "priority2" ->
          HIGH;
      case "warning",
          "warn",
          "average",
          "medium",
          "minor",
          "ticket",
          "sev3",
          "severity3",
          "p3",
          "priority3" ->
          WARNING;
      case "info",
          "information",
          "informational",
          "notice",
          "low",
          "debug",
          "ok",
          "sev4",
          "sev5",
          "severity4",
          "p4",
          "p5",
          "priority4" ->
          INFO;
      default -> NONE;
    };
  }
}
