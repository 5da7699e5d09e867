package io.tocsin.server;

/// A host and a port to listen on. An empty host means every address, as in Prometheus' `:9090`.
record Address(String host, int port) {
  /// @throws UsageException if the text is no `HOST:PORT`
  static Address parse(String text) {
    int colon = text.lastIndexOf(':');
    try {
      if (colon >= 0) {
        int port = Integer.parseInt(text.substring(colon + 1));
        if (port >= 0 && port <= 65_535) {
          var host = text.substring(0, colon).replaceAll("^\\[|]$", "");
          return new Address(host, port);
        }
      }
    } catch (NumberFormatException ignored) {
      // Falls through to the refusal.
    }
    throw new UsageException("listen: " + text + " (expected: HOST:PORT, as in 127.0.0.1:9090)");
  }

  boolean isOpen() {
    return !host.equals("localhost") && !host.startsWith("127.") && !host.equals("::1");
  }
}
