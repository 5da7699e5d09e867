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

  /// Checks a body in the text format. A last line that does not end is refused here, though a
  /// scrape takes it: the format asks for its end, and other readers insist on it.
  public static Report check(byte[] body) {
    try {
      var problems = new MetricsLint(body).problems();
      return body.length == 0 || body[body.length - 1] == '\n'
          ? new Report(problems, "")
          : unreadable("line " + lines(body) + ": unexpected end of input stream");
    } catch (ExpositionException e) {
      return unreadable(String.valueOf(e.getMessage()));
    }
  }

  private static Report unreadable(String why) {
    return new Report(List.of(), "error while linting: text format parsing error in " + why);
  }

  private static int lines(byte[] body) {
    int lines = 1;
    for (byte b : body) {
      lines += b == '\n' ? 1 : 0;
    }
    return lines;
  }
}
