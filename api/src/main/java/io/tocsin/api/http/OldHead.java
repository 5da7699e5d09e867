package io.tocsin.api.http;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/// Heads of HTTP/1.0 requests, which proxies send unless told otherwise, put into the words of
/// HTTP/1.1 for a server that speaks nothing else: one request for each connection, and a name for
/// a client that gives none. A browser always gives one, so that [HostPolicy] loses nothing.
final class OldHead {
  private static final String OLD = " HTTP/1.0\r\n";
  private static final String NEW = " HTTP/1.1\r\n";
  private static final String END = "\r\n\r\n";

  /// What a client says of its connection or expects of HTTP/1.1.
  private static final Set<String> DROPPED =
      Set.of("connection", "keep-alive", "proxy-connection", "expect", "te", "upgrade");

  private OldHead() {}

  /// Tells whether these first bytes of a connection hold a request's whole first line.
  static boolean hasLine(byte[] bytes) {
    return text(bytes).indexOf('\n') >= 0;
  }

  /// Tells whether the first line is one of HTTP/1.0.
  static boolean isOld(byte[] bytes) {
    var text = text(bytes);
    int end = text.indexOf('\n');
    return end >= 0 && text.startsWith(OLD, end + 1 - OLD.length());
  }

  static boolean isWhole(byte[] bytes) {
    return text(bytes).contains(END);
  }

  /// Returns the request as HTTP/1.1 has it; of a head that is not whole, what there is.
  static byte[] rewritten(byte[] bytes) {
    var text = text(bytes);
    int line = text.indexOf('\n') + 1;
    var out = new StringBuilder(text.substring(0, line - OLD.length()));
    out.append(NEW).append("Connection: close\r\n");
    int end = text.indexOf(END, line - 2);
    if (end < 0) {
      return bytes(out.append(text, line, text.length()));
    }
    boolean named = false;
    boolean dropped = false;
    int body = 0;
    for (var header : text.substring(line, Math.max(line, end + 2)).split("(?<=\n)", -1)) {
      var name = name(header);
      boolean folded = header.startsWith(" ") || header.startsWith("\t");
      dropped = folded ? dropped : DROPPED.contains(name);
      named |= name.equals("host");
      body = Math.max(body, bodyLength(name, header));
      out.append(dropped ? "" : header);
    }
    if (!named) {
      out.append("Host: localhost\r\n");
    }
    // what comes after the body is not looked at: there is no second request
    int rest = end + END.length();
    int restEnd = rest + Math.min(body, text.length() - rest);
    return bytes(out.append("\r\n").append(text, rest, restEnd));
  }

  /// Returns how much of a body the header announces; a wrong number is refused later.
  private static int bodyLength(String name, String header) {
    if (name.equals("transfer-encoding")) {
      return Integer.MAX_VALUE;
    }
    var value = header.substring(header.indexOf(':') + 1).strip();
    boolean known = name.equals("content-length") && value.matches("[0-9]{1,9}");
    return known ? Integer.parseInt(value) : 0;
  }

  private static String name(String header) {
    int colon = header.indexOf(':');
    return colon < 0 ? "" : header.substring(0, colon).toLowerCase(Locale.ROOT);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static byte[] bytes(StringBuilder text) {
    return text.toString().getBytes(StandardCharsets.ISO_8859_1);
  }
}
