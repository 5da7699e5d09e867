package io.tocsin.notify.services;

import java.nio.charset.StandardCharsets;

/// Cuts texts to what a service takes, with an ellipsis where something is missing.
final class Cut {
  private static final String ELLIPSIS = "…";

  private Cut() {}

  /// Returns at most `max` characters, counted as Unicode code points.
  static String points(String text, int max) {
    if (text.length() <= max || text.codePointCount(0, text.length()) <= max) {
      return text;
    }
    int kept = max <= 3 ? max : max - 1;
    var cut = text.substring(0, text.offsetByCodePoints(0, kept));
    return max <= 3 ? cut : cut + ELLIPSIS;
  }

  /// Returns at most `max` bytes of UTF-8, no character cut in two.
  static String bytes(String text, int max) {
    return text.getBytes(StandardCharsets.UTF_8).length <= max
        ? text
        : plainBytes(text, max - ELLIPSIS.getBytes(StandardCharsets.UTF_8).length) + ELLIPSIS;
  }

  /// Returns the beginning that has at most `max` bytes of UTF-8, without an ellipsis.
  static String plainBytes(String text, int max) {
    int bytes = 0;
    int at = 0;
    while (at < text.length()) {
      int point = text.codePointAt(at);
      bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
      if (bytes > max) {
        break;
      }
      at += Character.charCount(point);
    }
    return text.substring(0, at);
  }
}
