package io.tocsin.server;

import java.io.InputStream;
import java.io.PrintStream;

/// Where a command reads and writes, so that tests can run one without a process.
record Console(InputStream in, PrintStream out, PrintStream err) {}
