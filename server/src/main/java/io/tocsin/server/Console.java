package io.tocsin.server;

import java.io.InputStream;
import java.io.PrintStream;

/// Where a command reads and writes, so that tests can run one without a process.
public record Console(InputStream in, PrintStream out, PrintStream err) {
  /// The process' own streams.
  static Console ofProcess() {
    return new Console(System.in, System.out, System.err);
  }

  /// Tells whether it reads what is typed into this process.
  @SuppressWarnings("ReferenceEquality") // the very stream is meant
  public boolean isOfProcess() {
    return in == System.in;
  }
}
