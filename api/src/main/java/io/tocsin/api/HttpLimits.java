package io.tocsin.api;

import java.time.Duration;

/// What a client may ask of the server at most.
///
/// @param bodyBytes size of a request's body as sent; more is answered with 413
/// @param headBytes size of a request's line, and of its headers; more is answered with 400
/// @param connections open at once; more wait in the backlog
/// @param requests in progress at once; more are answered with 503
/// @param headTime from the first byte of a request to the end of its headers
/// @param bodyTime from the end of the headers to the end of the body
/// @param idleTime that a connection may wait for its next request
public record HttpLimits(
    long bodyBytes,
    int headBytes,
    int connections,
    int requests,
    Duration headTime,
    Duration bodyTime,
    Duration idleTime) {
  public HttpLimits {
    positive("body bytes", bodyBytes);
    positive("head bytes", headBytes);
    positive("connections", connections);
    positive("requests", requests);
    positive("head time", headTime.toMillis());
    positive("body time", bodyTime.toMillis());
    positive("idle time", idleTime.toMillis());
  }

  private static void positive(String name, long value) {
    if (value <= 0) {
      throw new IllegalArgumentException(
          "http limits: " + name + ": " + value + " (expected: > 0)");
    }
  }

  /// Prometheus' own numbers where it has them.
  public static HttpLimits defaults() {
    return new HttpLimits(
        64L << 20,
        64 << 10,
        512,
        1024,
        Duration.ofSeconds(10),
        Duration.ofMinutes(1),
        Duration.ofMinutes(5));
  }
}
