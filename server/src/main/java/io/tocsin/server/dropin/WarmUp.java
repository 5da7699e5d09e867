package io.tocsin.server.dropin;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks this process something over its own port, so that the first request of others does not wait
/// for code to be loaded.
final class WarmUp {
  private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);
  private static final int TIMEOUT_MILLIS = 1_000;
  private static final int ROUNDS = 3;

  private final int port;
  private final String prefix;

  WarmUp(int port, String prefix) {
    this.port = port;
    this.prefix = prefix;
  }

  /// Sends what changes nothing; that it fails is no reason not to serve.
  void run() {
    try {
      for (int i = 0; i < ROUNDS; i++) {
        ask("POST", "/api/v2/alerts", "[]");
        ask("GET", "/api/v2/status", "");
      }
    } catch (IOException e) {
      LOG.atDebug().setCause(e).log("not warmed up");
    }
  }

  private void ask(String method, String path, String body) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      var request =
          ("%s %s%s HTTP/1.1\r\nHost: localhost:%d\r\nConnection: close\r\n"
                  + "Content-Type: application/json\r\nContent-Length: %d\r\n\r\n%s")
              .formatted(method, prefix, path, port, body.length(), body);
      socket.getOutputStream().write(request.getBytes(UTF_8));
      socket.getInputStream().readAllBytes();
    }
  }
}
