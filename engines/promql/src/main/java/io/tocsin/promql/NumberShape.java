package io.tocsin.promql;

/// How far a number or a duration reaches in a query.
final class NumberShape {
  private NumberShape() {}

  /// Returns the length of the number at `start`, or 0 if none stands there alone.
  static int number(String text, int start) {
    int end = isHex(text, start) ? hex(text, start + 2) : decimal(text, start);
    return end < 0 || Lexer.isAlphaNumeric(at(text, end)) || at(text, end) == '.' ? 0 : end - start;
  }

  private static int at(String text, int i) {
    return i < text.length() ? text.charAt(i) : -1;
  }

  private static boolean isHex(String text, int start) {
    return at(text, start) == '0' && (at(text, start + 1) == 'x' || at(text, start + 1) == 'X');
  }

  private static int hex(String text, int start) {
    int i = start;
    while (Character.digit(at(text, i), 16) >= 0 || at(text, i) == '_') {
      i++;
    }
    return i == start ? -1 : i;
  }

  private static int decimal(String text, int start) {
    int i = digits(text, start);
    if (at(text, i) == '.') {
      i = digits(text, i + 1);
    }
    if (at(text, i) == 'e' || at(text, i) == 'E') {
      int first = at(text, i + 1) == '+' || at(text, i + 1) == '-' ? i + 2 : i + 1;
      if (!Lexer.isDigit(at(text, first))) {
        return -1;
      }
      i = digits(text, first);
    }
    return i;
  }

  /// Skips digits with single underscores between them.
  private static int digits(String text, int start) {
    int i = start;
    while (Lexer.isDigit(at(text, i))
        || (i > start && at(text, i) == '_' && Lexer.isDigit(at(text, i + 1)))) {
      i++;
    }
    return i;
  }

  /// Returns the length of a run of numbers with units at `start`, or 0. Whether the units come in
  /// order is for the parser to say.
  static int duration(String text, int start) {
    int i = start;
    while (Lexer.isDigit(at(text, i))) {
      int unit = digits(text, i);
      if ("smhdwy".indexOf(at(text, unit)) < 0) {
        return 0;
      }
      i = at(text, unit + 1) == 's' ? unit + 2 : unit + 1;
    }
    return i == start || Lexer.isAlphaNumeric(at(text, i)) ? 0 : i - start;
  }
}
