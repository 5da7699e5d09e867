package io.tocsin.notify.matcher;

/// Cuts a text into tokens. Columns count code points, as Alertmanager's messages do.
final class Lexer {
  private final int[] input;
  private int start;
  private int at;

  Lexer(String text) {
    this.input = text.codePoints().toArray();
  }

  /// Returns the next token and stays before it.
  Token peek() {
    int keptStart = start;
    int keptAt = at;
    try {
      return next();
    } finally {
      start = keptStart;
      at = keptAt;
    }
  }

  /// Returns how many code points were read.
  int column() {
    return at;
  }

  Token next() {
    while (at < input.length && isSpace(input[at])) {
      at++;
    }
    start = at;
    if (at == input.length) {
      return new Token(Token.Kind.END, "", start, at);
    }
    int c = input[at];
    return switch (c) {
      case '{' -> single(Token.Kind.OPEN_BRACE);
      case '}' -> single(Token.Kind.CLOSE_BRACE);
      case ',' -> single(Token.Kind.COMMA);
      case '=', '!' -> operator();
      case '"' -> quoted();
      default -> {
        if (isReserved(c)) {
          at++;
          throw new IllegalArgumentException(here() + text() + ": invalid input");
        }
        yield unquoted();
      }
    };
  }

  private Token single(Token.Kind kind) {
    at++;
    return emit(kind);
  }

  private Token operator() {
    boolean not = input[at] == '!';
    at++;
    int second = at < input.length ? input[at] : -1;
    if (second == '~') {
      at++;
      return emit(not ? Token.Kind.NOT_MATCHES : Token.Kind.MATCHES);
    }
    if (!not) {
      return emit(Token.Kind.EQUALS);
    }
    if (second == '=') {
      at++;
      return emit(Token.Kind.NOT_EQUALS);
    }
    throw new IllegalArgumentException(
        at >= input.length
            ? here() + "unexpected end of input, expected one of '=~'"
            : here() + text() + ": expected one of '=~'");
  }

  private Token quoted() {
    at++;
    boolean escaped = false;
    while (at < input.length) {
      int c = input[at++];
      if (escaped) {
        escaped = false;
      } else if (c == '\\') {
        escaped = true;
      } else if (c == '"') {
        return emit(Token.Kind.QUOTED);
      }
    }
    throw new IllegalArgumentException(here() + text() + ": missing end \"");
  }

  private Token unquoted() {
    while (at < input.length && !isReserved(input[at])) {
      at++;
    }
    return emit(Token.Kind.UNQUOTED);
  }

  private Token emit(Token.Kind kind) {
    return new Token(kind, text(), start, at);
  }

  private String text() {
    return new String(input, start, at - start);
  }

  private String here() {
    return start + ":" + at + ": ";
  }

  private static boolean isReserved(int c) {
    return isSpace(c) || (c < 128 && "{}!=~,\\\"'`".indexOf(c) >= 0);
  }

  private static boolean isSpace(int c) {
    return (c >= 9 && c <= 13) || c == ' ' || c == 0x85 || (c > 127 && Character.isSpaceChar(c));
  }
}
