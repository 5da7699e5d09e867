package io.tocsin.api;

import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// How users and other pages reach the server from outside, for example through a proxy.
///
/// @param externalUrl under which users reach the server; null for its own address
/// @param routePrefix path under which every route lives, without a trailing slash; empty for none
/// @param hosts names, besides the ones that follow from the addresses, that a `Host` header may
///   carry
/// @param corsOrigin origins whose pages may read answers; null for none
public record Outside(
    @Nullable URI externalUrl,
    String routePrefix,
    List<String> hosts,
    @Nullable Pattern corsOrigin) {
  /// Its own address only, every route at the root, no foreign pages.
  public static final Outside NONE = new Outside(null, "", List.of(), null);

  public Outside {
    hosts = List.copyOf(hosts);
    if (!routePrefix.isEmpty() && (!routePrefix.startsWith("/") || routePrefix.endsWith("/"))) {
      throw new IllegalArgumentException(
          "route prefix: "
              + routePrefix
              + " (expected: empty, or /path without a slash at its end)");
    }
  }

  /// Returns the path that browsers see before every route, without a trailing slash: the external
  /// URL's, which a proxy may have cut off, or else the prefix.
  String pathSeen() {
    var path = externalUrl == null ? null : externalUrl.getRawPath();
    return path == null ? routePrefix : path.replaceAll("/+$", "");
  }
}
