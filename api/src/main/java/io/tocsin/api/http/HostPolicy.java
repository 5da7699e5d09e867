package io.tocsin.api.http;

import java.net.InetAddress;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/// Which names in a `Host` header are ours. A page elsewhere can make a browser send requests here
/// under a name of its own whose address it has changed to ours; such a name is not on the list.
///
/// An address in digits cannot be changed that way, so any is fine where the server listens on all
/// addresses.
public final class HostPolicy {
  private final Set<String> names = new HashSet<>();
  private final boolean anyAddress;

  public HostPolicy(InetAddress listen, Collection<String> more) {
    anyAddress = listen.isAnyLocalAddress();
    names.add("localhost");
    names.add(listen.getHostAddress());
    for (var name : more) {
      names.add(name.toLowerCase(Locale.ROOT));
    }
  }

  /// Tells whether the header's value names this server; the port does not count.
  public boolean isOurs(String hostHeader) {
    var name = nameOf(hostHeader);
    return names.contains(name)
        || isLoopback(name)
        || name.endsWith(".localhost")
        || (anyAddress && isAddress(name));
  }

  /// Returns the name in lower case without port, brackets and a last dot.
  static String nameOf(String hostHeader) {
    var host = hostHeader.strip().toLowerCase(Locale.ROOT);
    if (host.startsWith("[")) {
      int end = host.indexOf(']');
      return end < 0 ? host : host.substring(1, end);
    }
    int colon = host.lastIndexOf(':');
    var name = colon < 0 ? host : host.substring(0, colon);
    return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
  }

  private static boolean isLoopback(String name) {
    return name.equals("::1") || (name.startsWith("127.") && isAddress(name));
  }

  private static boolean isAddress(String name) {
    return name.indexOf(':') >= 0 || name.matches("\\d{1,3}(\\.\\d{1,3}){3}");
  }
}
