package io.tocsin.notify;

import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/// How bad it is, on one scale. What other programs say is mapped to it, so that a route or a graph
/// needs one vocabulary.
public enum Severity {
  CRITICAL(
      "critical",
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
      "blocker"),
  HIGH("high", "error", "err", "major", "urgent", "sev2", "severity2", "p2", "priority2"),
  WARNING(
      "warning",
      "warn",
      "average",
      "medium",
      "minor",
      "ticket",
      "sev3",
      "severity3",
      "p3",
      "priority3"),
  INFO(
      "info",
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
      "priority4"),
  /// Nothing was said, or nothing that is known.
  NONE("none");

  private final String text;
  private final List<String> others;

  Severity(String text, String... others) {
    this.text = text;
    this.others = List.of(others);
  }

  /// Returns the value of the label `severity`.
  public String text() {
    return text;
  }

  /// Returns what a word means: `critical`, `page`, `Sev1`, `P1` and their like; upper and lower
  /// case, spaces, `-` and `_` do not count.
  public static Severity of(String word) {
    var plain = word.toLowerCase(Locale.ROOT).replaceAll("[\\s_-]", "");
    for (var severity : values()) {
      if (severity.text.equals(plain) || severity.others.contains(plain)) {
        return severity;
      }
    }
    return NONE;
  }

  /// Returns a regular expression for values of the label `severity` that mean this, in upper and
  /// lower case, with one space, `-` or `_` before a digit or none.
  public String pattern() {
    var words = new StringJoiner("|", "(?i:", ")").add(text);
    others.forEach(word -> words.add(word.replaceFirst("([0-9])", "[ _-]?$1")));
    return words.toString();
  }
}
