package io.tocsin.server;

import java.util.regex.Pattern;

/// A host and a port to listen on. An empty host means every address, as in Prometheus' `:9090`.
public record Address(String host, int port) {
  /// An IPv6 address in brackets, or a name or address without a colon; then the port.
  private static final Pattern SHAPE =
      Pattern.compile("(?:\\[([0-9A-Fa-f:.%]+)]|([^\\s:/\\[\\]]*)):([0-9]{1,5})");

  /// Reads `HOST:PORT`.
  ///
  /// @throws UsageException if the text is no `HOST:PORT`
  public static Address parse(String text) {
    var shape = SHAPE.matcher(text);
    if (shape.matches()) {
      int port = Integer.parseInt(shape.group(3));
      if (port <= 65_535) {
        return new Address(shape.group(1) == null ? shape.group(2) : shape.group(1), port);
      }
    }
    throw new UsageException("listen: " + text + " (expected: HOST:PORT, as in 127.0.0.1:9090)");
  }

  /// Tells whether other machines reach it.
  public boolean isOpen() {
    return !host.equals("localhost") && !host.startsWith("127.") && !host.equals("::1");
  }
}
