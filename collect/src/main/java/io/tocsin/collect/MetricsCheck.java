package io.tocsin.collect;

import io.tocsin.collect.exposition.ExpositionException;
import io.tocsin.collect.exposition.MetricsLint;
import java.util.List;

/// Checks an exposition for the rules of good metrics, as `promtool check metrics` does. Safe for
/// use by many threads.
public final class MetricsCheck {
  private MetricsCheck() {}

  /// One broken rule.
  public record Problem(String metric, String text) {
    /// Returns the line that `promtool` prints.
    @Override
    public String toString() {
      return metric + " " + text;
    }
  }

  /// What a check found.
  ///
  /// @param problems broken rules, sorted by metric and text, each once
  /// @param error why the body cannot be read; empty where it can
  public record Report(List<Problem> problems, String error) {
    /// Returns the status to exit with: 0 clean, 1 unreadable, 3 rules are broken.
    public int exitCode() {
      if (!error.isEmpty()) {
        return 1;
      }
      return problems.isEmpty() ? 0 : 3;
    }
  }

  /// Checks a body in the text format.
  public static Report check(byte[] body) {
    try {
      return new Report(new MetricsLint(body).problems(), "");
    } catch (ExpositionException e) {
      return new Report(
          List.of(), "error while linting: text format parsing error in " + e.getMessage());
    }
  }
}
