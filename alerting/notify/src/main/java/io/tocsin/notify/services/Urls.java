package io.tocsin.notify.services;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.StringJoiner;

/// URLs as Go's parser takes them: characters that RFC 3986 does not allow in a path or a query are
/// escaped, not refused.
final class Urls {
  private static final String ILLEGAL = "\"<>\\^`{|} ";

  private Urls() {}

  /// Returns the URL.
  ///
  /// @throws IllegalArgumentException saying what is wrong, without the URL, which may be a secret
  static URI parse(String text) {
    URI uri;
    try {
      uri = URI.create(escaped(text));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("invalid URL", e);
    }
    var scheme = uri.getScheme() == null ? "" : uri.getScheme();
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw new IllegalArgumentException("unsupported scheme \"" + scheme + "\" for URL");
    }
    if (uri.getRawAuthority() == null) {
      throw new IllegalArgumentException("missing host for URL");
    }
    return uri;
  }

  private static String escaped(String text) {
    var out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (ILLEGAL.indexOf(c) >= 0 || (c == '%' && !hex(text, i))) {
        out.append(String.format("%%%02X", (int) c));
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  private static boolean hex(String text, int at) {
    return at + 2 < text.length()
        && Character.digit(text.charAt(at + 1), 16) >= 0
        && Character.digit(text.charAt(at + 2), 16) >= 0;
  }

  /// Returns the URL with more at the end of its path; a slash between them is there once.
  static URI below(URI base, String path) {
    var text = base.toString();
    int query = text.indexOf('?');
    var head = query < 0 ? text : text.substring(0, query);
    var tail = query < 0 ? "" : text.substring(query);
    boolean slash = head.endsWith("/");
    var more = path.startsWith("/") ? path.substring(1) : path;
    return URI.create(head + (slash ? "" : "/") + more + tail);
  }

  /// Returns the URL with these parameters, sorted by name, instead of its query.
  static URI withQuery(URI base, Map<String, String> parameters) {
    var text = base.toString();
    int query = text.indexOf('?');
    return URI.create((query < 0 ? text : text.substring(0, query)) + "?" + form(parameters));
  }

  /// Returns parameters in the form of an HTML form, in the order of the map.
  static String form(Map<String, String> parameters) {
    var out = new StringJoiner("&");
    parameters.forEach((name, value) -> out.add(encoded(name) + "=" + encoded(value)));
    return out.toString();
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /// Returns a text as one step of a path.
  static String step(String text) {
    return encoded(text).replace("+", "%20");
  }
}
