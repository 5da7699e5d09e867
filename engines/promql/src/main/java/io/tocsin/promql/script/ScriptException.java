package io.tocsin.promql.script;

/// A statement of a script that cannot be understood or run, with its line (from 1).
final class ScriptException extends RuntimeException {
  private final int line;

  ScriptException(int line, String message) {
    super(message);
    this.line = line;
  }

  int line() {
    return line;
  }
}
