package io.tocsin.rules.template;

import java.net.Inet6Address;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// `host:port` as Go takes it apart; anything that is none has no port.
record HostPort(String host, String port) {
  private static final Pattern IPV4 =
      Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(?:\\.(?!$)|$)){4}");

  private static @Nullable HostPort parse(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 0) {
      return null;
    }
    int from = 0;
    int after = 0;
    var host = text.substring(0, colon);
    if (text.startsWith("[")) {
      int end = text.indexOf(']');
      if (end < 0 || end + 1 != colon) {
        return null;
      }
      host = text.substring(1, end);
      from = 1;
      after = end + 1;
    } else if (host.indexOf(':') >= 0) {
      return null;
    }
    boolean stray = text.indexOf('[', from) >= 0 || text.indexOf(']', after) >= 0;
    return stray ? null : new HostPort(host, text.substring(colon + 1));
  }

  static String stripPort(String text) {
    var parsed = parse(text);
    return parsed == null ? text : parsed.host();
  }

  static String stripDomain(String text) {
    var parsed = parse(text);
    var host = parsed == null ? text : parsed.host();
    if (isAddress(host)) {
      return text;
    }
    int dot = host.indexOf('.');
    var name = dot < 0 ? host : host.substring(0, dot);
    if (parsed == null || parsed.port().isEmpty()) {
      return name;
    }
    boolean brackets = name.indexOf(':') >= 0 || name.indexOf('%') >= 0;
    return (brackets ? "[" + name + "]" : name) + ":" + parsed.port();
  }

  private static boolean isAddress(String host) {
    if (IPV4.matcher(host).matches()) {
      return true;
    }
    if (host.indexOf(':') < 0 || host.indexOf('%') >= 0 || host.startsWith("[")) {
      return false;
    }
    try {
      return Inet6Address.ofLiteral(host) != null;
    } catch (IllegalArgumentException none) {
      return false;
    }
  }
}
