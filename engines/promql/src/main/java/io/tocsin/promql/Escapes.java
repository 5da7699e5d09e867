package io.tocsin.promql;

/// Checks of the escape sequences in a quoted string.
final class Escapes {
  private static final String SINGLE = "abfnrtv\\";

  private Escapes() {}

  /// Returns the length of the sequence behind a backslash, or 0 if it is none.
  static int length(String text, int at, int quote) {
    if (at >= text.length()) {
      return 0;
    }
    char c = text.charAt(at);
    if (c == quote || SINGLE.indexOf(c) >= 0) {
      return 1;
    }
    int digits = digits(c);
    if (digits == 0) {
      return 0;
    }
    int first = c >= '0' && c <= '7' ? at : at + 1;
    int radix = first == at ? 8 : 16;
    long value = 0;
    for (int i = first; i < first + digits; i++) {
      int digit = i < text.length() ? Character.digit(text.charAt(i), radix) : -1;
      if (digit < 0 || text.charAt(i) > 'f') {
        return 0;
      }
      value = value * radix + digit;
    }
    boolean code = c == 'u' || c == 'U';
    boolean surrogate = value >= 0xd800 && value < 0xe000;
    return value > (code ? Character.MAX_CODE_POINT : 255) || (code && surrogate)
        ? 0
        : first + digits - at;
  }

  private static int digits(char c) {
    return switch (c) {
      case '0', '1', '2', '3', '4', '5', '6', '7' -> 3;
      case 'x' -> 2;
      case 'u' -> 4;
      case 'U' -> 8;
      default -> 0;
    };
  }

  /// Says what is wrong with a sequence of length 0.
  static String problem(String text, int at, int quote) {
    if (at >= text.length()) {
      return "escape sequence not terminated";
    }
    int c = text.codePointAt(at);
    if (digits((char) c) == 0) {
      return "unknown escape sequence " + unicode(c);
    }
    int first = c >= '0' && c <= '7' ? at : at + 1;
    int radix = first == at ? 8 : 16;
    for (int i = first; i < first + digits((char) c); i++) {
      if (i >= text.length()) {
        return "escape sequence not terminated";
      }
      if (Character.digit(text.charAt(i), radix) < 0 || text.charAt(i) > 'f') {
        return text.charAt(i) == quote
            ? "escape sequence not terminated"
            : "illegal character " + unicode(text.codePointAt(i)) + " in escape sequence";
      }
    }
    return "escape sequence is an invalid Unicode code point";
  }

  private static String unicode(int c) {
    return String.format("U+%04X '%s'", c, Character.toString(c));
  }
}
