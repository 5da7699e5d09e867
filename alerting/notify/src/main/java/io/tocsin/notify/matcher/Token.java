package io.tocsin.notify.matcher;

/// A piece of a text of matchers.
///
/// @param start the column before its first character, counted in code points
/// @param end the column after its last one
record Token(Kind kind, String text, int start, int end) {
  enum Kind {
    END,
    OPEN_BRACE,
    CLOSE_BRACE,
    COMMA,
    EQUALS,
    NOT_EQUALS,
    MATCHES,
    NOT_MATCHES,
    QUOTED,
    UNQUOTED
  }

  boolean isName() {
    return kind == Kind.QUOTED || kind == Kind.UNQUOTED;
  }

  /// Returns `start:end`, as messages begin.
  String place() {
    return start + ":" + end;
  }
}
