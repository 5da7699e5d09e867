package io.tocsin.rules.condition;

import java.util.ArrayList;
import java.util.List;

/// Cuts a condition into tokens. A number ends before its unit (`250ms` is a number and a word),
/// and may have commas between its thousands (`5,000`).
final class Lexer {
  private static final int LENGTH_MAX = 1_000;
  private static final List<String> LONG_SIGNS = List.of(">=", "<=", "==", "!=");
  private static final String SIGNS = "><=%/(),≥≤≠-+";

  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private int at;

  private Lexer(String text) {
    this.text = text;
  }

  /// Returns the tokens; the last is [Token.Kind#END].
  static List<Token> tokens(String text) {
    if (text.length() > LENGTH_MAX) {
      throw new ConditionException(
          LENGTH_MAX + 1, text.length() + " characters (expected: at most " + LENGTH_MAX + ")");
    }
    var lexer = new Lexer(text);
    lexer.run();
    return List.copyOf(lexer.tokens);
  }

  private void run() {
    while (true) {
      while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
        at++;
      }
      if (at == text.length()) {
        add(Token.Kind.END, at, "", 0);
        return;
      }
      next(text.charAt(at));
    }
  }

  private void next(char c) {
    if (isDigit(c)) {
      number();
    } else if (isLetter(c)) {
      word();
    } else if (c == '"' || c == '\'' || c == '`') {
      quoted(c);
    } else if (c == '.' && text.substring(at + 1).isBlank()) {
      // The full stop of a sentence.
      at++;
    } else {
      sign(c);
    }
  }

  private void number() {
    int start = at;
    digits();
    while (isThousands()) {
      at += 4;
    }
    if (at + 1 < text.length() && text.charAt(at) == '.' && isDigit(text.charAt(at + 1))) {
      at++;
      digits();
    }
    exponent();
    var written = text.substring(start, at);
    double value = Double.parseDouble(written.replace(",", ""));
    if (Double.isInfinite(value)) {
      throw new ConditionException(start + 1, written + " (expected: a number below 1.8e308)");
    }
    add(Token.Kind.NUMBER, start, written, value);
    unit();
  }

  /// What follows a number without a blank is its unit, and ends where the next number begins.
  private void unit() {
    int start = at;
    while (at < text.length() && Character.isLetter(text.charAt(at))) {
      at++;
    }
    if (at > start) {
      add(Token.Kind.WORD, start, text.substring(start, at), 0);
    }
  }

  private void digits() {
    while (at < text.length() && isDigit(text.charAt(at))) {
      at++;
    }
  }

  private boolean isThousands() {
    if (at + 3 >= text.length() || text.charAt(at) != ',') {
      return false;
    }
    for (int i = 1; i <= 3; i++) {
      if (!isDigit(text.charAt(at + i))) {
        return false;
      }
    }
    return at + 4 == text.length() || !isDigit(text.charAt(at + 4));
  }

  private void exponent() {
    if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
      int digit = at + 1;
      if (digit < text.length() && (text.charAt(digit) == '-' || text.charAt(digit) == '+')) {
        digit++;
      }
      if (digit < text.length() && isDigit(text.charAt(digit))) {
        at = digit;
        digits();
      }
    }
  }

  private void word() {
    int start = at;
    while (at < text.length() && isWordPart(at)) {
      at++;
    }
    add(Token.Kind.WORD, start, text.substring(start, at), 0);
  }

  /// Dots and hyphens belong to a word when letters or digits go on behind them.
  private boolean isWordPart(int i) {
    char c = text.charAt(i);
    if (isLetter(c) || isDigit(c) || c == ':') {
      return true;
    }
    return (c == '.' || c == '-')
        && i + 1 < text.length()
        && (isLetter(text.charAt(i + 1)) || isDigit(text.charAt(i + 1)));
  }

  private void quoted(char quote) {
    int end = text.indexOf(quote, at + 1);
    if (end < 0) {
      throw new ConditionException(
          at + 1, text.charAt(at) + " without its end (expected: a closing " + quote + ")");
    }
    var name = text.substring(at + 1, end);
    tokens.add(new Token(Token.Kind.QUOTED, name, 0, at + 1, end + 2));
    at = end + 1;
  }

  private void sign(char c) {
    for (var sign : LONG_SIGNS) {
      if (text.startsWith(sign, at)) {
        at += 2;
        add(Token.Kind.SIGN, at - 2, sign, 0);
        return;
      }
    }
    if (SIGNS.indexOf(c) < 0) {
      var shown = Character.toString(text.codePointAt(at));
      throw new ConditionException(
          at + 1, shown + " (expected: a name, a number or a comparison such as >)");
    }
    at++;
    add(Token.Kind.SIGN, at - 1, text.substring(at - 1, at), 0);
  }

  private void add(Token.Kind kind, int start, String written, double number) {
    tokens.add(new Token(kind, written, number, start + 1, at + 1));
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isLetter(char c) {
    return Character.isLetter(c) || c == '_';
  }
}
