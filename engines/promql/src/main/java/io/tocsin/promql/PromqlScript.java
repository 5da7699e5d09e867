package io.tocsin.promql;

import io.tocsin.promql.script.ScriptRunner;

/// Test scripts for queries: `load` fills a store, `eval` asks and compares, `clear` starts over.
/// Source for the language: Prometheus' `promql/promqltest/README.md`.
public final class PromqlScript {
  private PromqlScript() {}

  /// Runs a script. Whatever is wrong with it is in the report; nothing is thrown.
  ///
  /// @param fileName for the report
  public static ScriptReport run(String fileName, String text, ScriptTarget target) {
    return ScriptRunner.run(fileName, text, target);
  }
}
