package io.tocsin.api;

/// How the server listens and whom it answers.
///
/// @param host address to listen on
/// @param port port to listen on, 0 for any free one
/// @param outside how others reach the server
/// @param lifecycle whether `/-/reload` and `/-/quit` do something
/// @param insecure whether an address that others reach may be used without users
public record HttpOptions(
    String host,
    int port,
    Outside outside,
    boolean lifecycle,
    boolean insecure,
    QueryDefaults queries,
    WebConfig web,
    HttpLimits limits) {
  public HttpOptions {
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("port: " + port + " (expected: 0 to 65535)");
    }
  }

  /// Returns what holds when nothing is configured: loopback, no users, no changes by request.
  public static HttpOptions loopback(int port) {
    return new HttpOptions(
        "127.0.0.1",
        port,
        Outside.NONE,
        false,
        false,
        QueryDefaults.PROMETHEUS,
        WebConfig.NONE,
        HttpLimits.defaults());
  }
}
