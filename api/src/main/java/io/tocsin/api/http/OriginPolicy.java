package io.tocsin.api.http;

import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Whether a request that changes something comes from a page of ours. Programs send neither of the
/// two headers and are let through; browsers send both with what a foreign page asks.
public final class OriginPolicy {
  private final @Nullable String external;

  /// Makes the policy of a server.
  ///
  /// @param externalUrl under which a proxy shows this server, or null
  public OriginPolicy(@Nullable URI externalUrl) {
    var authority = externalUrl == null ? null : externalUrl.getRawAuthority();
    external = authority == null ? null : authority.toLowerCase(Locale.ROOT);
  }

  public boolean mayChange(Exchange exchange) {
    return mayChange(
        exchange.header("Origin"), exchange.header("Sec-Fetch-Site"), exchange.header("Host"));
  }

  boolean mayChange(String origin, String fetchSite, String host) {
    boolean sameSite =
        fetchSite.isEmpty() || fetchSite.equals("same-origin") || fetchSite.equals("none");
    return sameSite && (origin.isEmpty() || isOurs(origin, host));
  }

  private boolean isOurs(String origin, String host) {
    int start = origin.indexOf("://");
    if (start < 0) {
      return false;
    }
    var authority = origin.substring(start + 3).toLowerCase(Locale.ROOT);
    return authority.equals(host.toLowerCase(Locale.ROOT)) || authority.equals(external);
  }
}
