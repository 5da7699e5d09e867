package io.tocsin.notify.mail;

import java.util.ArrayList;
import java.util.List;

/// Reads lists of mail addresses: `a@b.c`, `Name <a@b.c>`, `"A, B" <a@b.c>`, with commas between.
final class MailAddresses {
  private MailAddresses() {}

  /// Returns the bare addresses.
  ///
  /// @throws IllegalArgumentException naming the one that is none
  static List<String> parse(String list) {
    var found = new ArrayList<String>();
    for (var part : split(list)) {
      found.add(address(part.strip()));
    }
    return found;
  }

  private static List<String> split(String list) {
    var parts = new ArrayList<String>();
    var part = new StringBuilder();
    boolean quoted = false;
    boolean inside = false;
    for (int i = 0; i < list.length(); i++) {
      char c = list.charAt(i);
      if (c == '\\' && quoted && i + 1 < list.length()) {
        part.append(c).append(list.charAt(++i));
        continue;
      }
      quoted ^= c == '"';
      inside = !quoted && (c == '<' || (inside && c != '>'));
      if (c == ',' && !quoted && !inside) {
        parts.add(part.toString());
        part.setLength(0);
      } else {
        part.append(c);
      }
    }
    parts.add(part.toString());
    return parts;
  }

  private static String address(String text) {
    int open = text.lastIndexOf('<');
    boolean named = open >= 0 && text.endsWith(">");
    var address = named ? text.substring(open + 1, text.length() - 1) : text;
    boolean good =
        address.matches(
            "[^\\s<>,;:\"()\\[\\]\\\\]+@(\\[[0-9a-fA-F.:]+\\]|[^\\s<>,;:\"()\\[\\]\\\\@]+)");
    if (!good) {
      throw new IllegalArgumentException(text + " (expected: a mail address)");
    }
    return address;
  }
}
