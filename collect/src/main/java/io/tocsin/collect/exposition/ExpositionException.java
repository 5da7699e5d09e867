package io.tocsin.collect.exposition;

/// A body is no valid exposition. The message names the line, what is there and what was expected.
public final class ExpositionException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int line;

  ExpositionException(int line, String problem) {
    super("line " + line + ": " + problem);
    this.line = line;
  }

  /// Returns the number of the line, from 1.
  public int line() {
    return line;
  }
}
