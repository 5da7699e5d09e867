package io.tocsin.http;

import java.net.URI;

/// Whom a URL names. Unlike [URI#getHost] it knows names with an underscore, which are no host
/// names but are used in container networks.
///
/// @param host a name or an address, without brackets
record Address(String host, int port) {
  /// Returns the address, with the port of the scheme where there is none; the host is empty where
  /// there is none.
  static Address of(URI uri) {
    var authority = uri.getRawAuthority() == null ? "" : uri.getRawAuthority();
    var server = authority.substring(authority.lastIndexOf('@') + 1);
    int colon = server.lastIndexOf(':');
    boolean hasPort = colon >= 0 && server.substring(colon + 1).matches("[0-9]{1,5}");
    var host = hasPort ? server.substring(0, colon) : server;
    int port = hasPort ? Integer.parseInt(server.substring(colon + 1)) : usual(uri.getScheme());
    return new Address(bare(host), port);
  }

  private static int usual(String scheme) {
    return switch (scheme) {
      case "https" -> 443;
      case "socks5", "socks5h" -> 1080;
      default -> 80;
    };
  }

  /// Returns a host without the brackets of an IPv6 address.
  static String bare(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }

  /// Returns `HOST:PORT`.
  @Override
  public String toString() {
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
  }
}
