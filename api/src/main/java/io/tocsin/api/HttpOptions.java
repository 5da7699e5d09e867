package io.tocsin.api;

import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// How the server listens and whom it answers.
///
/// @param host address to listen on
/// @param port port to listen on, 0 for any free one
/// @param externalUrl under which users reach the server through a proxy
/// @param routePrefix path under which every route lives, without a trailing slash; empty for none
/// @param hosts names, besides the ones that follow from the addresses, that a `Host` header may
///   carry
/// @param corsOrigin origins whose pages may read answers; null for none
/// @param lifecycle whether `/-/reload` and `/-/quit` do something
/// @param insecure whether an address that others reach may be used without users
/// @param queryTimeoutMillis after which a query is given up
/// @param lookbackMillis how far an instant selector looks back
public record HttpOptions(
    String host,
    int port,
    @Nullable URI externalUrl,
    String routePrefix,
    List<String> hosts,
    @Nullable Pattern corsOrigin,
    boolean lifecycle,
    boolean insecure,
    long queryTimeoutMillis,
    long lookbackMillis,
    WebConfig web,
    HttpLimits limits) {
  public HttpOptions {
    hosts = List.copyOf(hosts);
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("port: " + port + " (expected: 0 to 65535)");
    }
    if (!routePrefix.isEmpty() && (!routePrefix.startsWith("/") || routePrefix.endsWith("/"))) {
      throw new IllegalArgumentException(
          "route prefix: "
              + routePrefix
              + " (expected: empty, or /path without a slash at its end)");
    }
  }

  /// Returns what holds when nothing is configured: loopback, no users, no changes by request.
  public static HttpOptions loopback(int port) {
    return new HttpOptions(
        "127.0.0.1",
        port,
        null,
        "",
        List.of(),
        null,
        false,
        false,
        120_000,
        300_000,
        WebConfig.NONE,
        HttpLimits.defaults());
  }
}
