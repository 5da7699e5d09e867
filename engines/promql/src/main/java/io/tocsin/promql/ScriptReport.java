package io.tocsin.promql;

import java.util.List;

/// How a test script went. Each `eval` counts once.
///
/// @param passed evals whose answer was as expected
/// @param failed evals whose answer was not, and statements that could not be run
public record ScriptReport(String fileName, int passed, int failed, List<Failure> failures) {
  public ScriptReport {
    failures = List.copyOf(failures);
  }

  /// One thing that went wrong.
  ///
  /// @param line counts from 1
  /// @param statement the query, or the line itself where it is no eval
  public record Failure(int line, String statement, String message) {
    @Override
    public String toString() {
      return line + ": " + statement + ": " + message;
    }
  }
}
