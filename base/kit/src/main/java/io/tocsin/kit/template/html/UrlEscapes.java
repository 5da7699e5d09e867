package io.tocsin.kit.template.html;

import io.tocsin.kit.SafeText.Content;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// What makes a text harmless in an address.
final class UrlEscapes {
  private UrlEscapes() {}

  /// Returns the address unless its scheme may run something.
  static String filter(Stringified given) {
    boolean safe = given.is(Content.URL) || isSafe(given.text());
    return safe ? given.text() : "#" + HtmlEscapes.REFUSED;
  }

  private static boolean isSafe(String url) {
    int colon = url.indexOf(':');
    if (colon < 0 || url.lastIndexOf('/', colon) >= 0) {
      return true;
    }
    return switch (url.substring(0, colon).toLowerCase(Locale.ROOT)) {
      case "http", "https", "mailto" -> true;
      default -> false;
    };
  }

  /// Returns the text for a part of an address: what means something there is written as `%xx`.
  static String escape(Stringified given) {
    return process(given.text(), given.is(Content.URL));
  }

  /// Returns the address with what may not stand in one written as `%xx`.
  static String normalize(Stringified given) {
    return process(given.text(), true);
  }

  private static String process(String text, boolean keepsReserved) {
    var out = new StringBuilder(text.length() + 16);
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < bytes.length; i++) {
      char c = (char) (bytes[i] & 0xff);
      boolean reserved = "!#$&*+,/:;=?@[]".indexOf(c) >= 0;
      boolean escape = c == '%' && isEscape(bytes, i);
      if (isUnreserved(c) || (keepsReserved && (reserved || escape))) {
        out.append(c);
      } else {
        out.append(String.format(Locale.ROOT, "%%%02x", (int) c));
      }
    }
    return out.toString();
  }

  private static boolean isUnreserved(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || "-._~".indexOf(c) >= 0;
  }

  private static boolean isEscape(byte[] bytes, int at) {
    return at + 2 < bytes.length
        && CssEscapes.isHex((char) bytes[at + 1])
        && CssEscapes.isHex((char) bytes[at + 2]);
  }

  static String srcset(Stringified given) {
    if (given.is(Content.SRCSET)) {
      return given.text();
    }
    if (given.is(Content.URL)) {
      return process(given.text(), true).replace(",", "%2c");
    }
    var out = new StringBuilder();
    var parts = given.text().split(",", -1);
    for (int i = 0; i < parts.length; i++) {
      out.append(i > 0 ? "," : "").append(source(parts[i]));
    }
    return out.toString();
  }

  private static String source(String part) {
    int start = 0;
    while (start < part.length() && isSpace(part.charAt(start))) {
      start++;
    }
    int end = start;
    while (end < part.length() && !isSpace(part.charAt(end))) {
      end++;
    }
    var url = part.substring(start, end);
    boolean plain =
        part.substring(end)
            .chars()
            .allMatch(c -> isSpace((char) c) || (c < 0x80 && Character.isLetterOrDigit(c)));
    return plain && isSafe(url)
        ? part.substring(0, start) + process(url, true) + part.substring(end)
        : "#" + HtmlEscapes.REFUSED;
  }

  private static boolean isSpace(char c) {
    return "\t\n\f\r ".indexOf(c) >= 0;
  }
}
