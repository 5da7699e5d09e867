package io.tocsin.http;

import io.tocsin.http.HttpSettings.ProxySettings;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Chooses the proxy for a server, by the rules of Go's `httpproxy`, which the settings and the
/// environment variables were written for. Immutable.
record Proxies(ProxySettings settings, LocalFiles files) {
  /// Returns the proxy, null where the server is asked directly.
  @Nullable URI choose(URI server) {
    var url = settings.url();
    if (url != null) {
      return !settings.exceptions().isEmpty() && isExcepted(server, settings.exceptions())
          ? null
          : url;
    }
    if (!settings.fromEnvironment()) {
      return null;
    }
    var name = server.getScheme().equals("https") ? "HTTPS_PROXY" : "HTTP_PROXY";
    var found = variable(name);
    return found.isEmpty() || isExcepted(server, variable("NO_PROXY")) ? null : parsed(found);
  }

  private String variable(String name) {
    var upper = files.environment(name);
    if (upper != null && !upper.isEmpty()) {
      return upper;
    }
    var lower = files.environment(name.toLowerCase(Locale.ROOT));
    return lower == null ? "" : lower;
  }

  private static @Nullable URI parsed(String text) {
    try {
      var uri = URI.create(text.contains("://") ? text : "http://" + text);
      return Address.of(uri).host().isEmpty() ? null : uri;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static boolean isExcepted(URI server, String exceptions) {
    var host = Address.of(server).host().toLowerCase(Locale.ROOT);
    var address = address(host);
    if (host.equals("localhost") || (address != null && address.isLoopbackAddress())) {
      return true;
    }
    for (var item : exceptions.split(",", -1)) {
      var exception = item.strip().toLowerCase(Locale.ROOT);
      if (!exception.isEmpty() && matches(exception, host, address, Address.of(server).port())) {
        return true;
      }
    }
    return false;
  }

  private static boolean matches(
      String exception, String host, @Nullable InetAddress address, int port) {
    if (exception.equals("*")) {
      return true;
    }
    int slash = exception.indexOf('/');
    if (slash > 0) {
      return address != null && inNetwork(address, exception, slash);
    }
    var name = exception;
    int colon = exception.lastIndexOf(':');
    if (colon > 0 && (exception.indexOf(':') == colon || exception.startsWith("["))) {
      if (!exception.substring(colon + 1).equals(Integer.toString(port))) {
        return false;
      }
      name = exception.substring(0, colon);
    }
    name = Address.bare(name);
    if (address != null) {
      return address.equals(address(name));
    }
    if (name.startsWith("*.")) {
      name = name.substring(1);
    }
    return name.startsWith(".")
        ? host.endsWith(name)
        : host.equals(name) || host.endsWith("." + name);
  }

  private static boolean inNetwork(InetAddress address, String network, int slash) {
    var first = address(network.substring(0, slash));
    if (first == null || !network.substring(slash + 1).matches("[0-9]{1,3}")) {
      return false;
    }
    var one = address.getAddress();
    var other = first.getAddress();
    int free = 8 * one.length - Integer.parseInt(network.substring(slash + 1));
    return one.length == other.length
        && free >= 0
        && new BigInteger(1, one)
            .shiftRight(free)
            .equals(new BigInteger(1, other).shiftRight(free));
  }

  /// Returns the address that a text is; null for a name, which is never looked up.
  private static @Nullable InetAddress address(String text) {
    boolean literal = text.contains(":") || text.matches("[0-9]+(\\.[0-9]+){3}");
    try {
      return literal ? InetAddress.getByName(text) : null;
    } catch (UnknownHostException e) {
      return null;
    }
  }
}
