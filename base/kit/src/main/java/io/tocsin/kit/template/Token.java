package io.tocsin.kit.template;

/// One word of an action, or the text between two actions.
///
/// @param at where it begins, in characters
/// @param line where it begins, from 1
record Token(Kind kind, int at, String text, int line) {
  enum Kind {
    ERROR,
    BOOL,
    CHARACTER,
    CHARACTER_CONSTANT,
    ASSIGN,
    DECLARE,
    EOF,
    FIELD,
    IDENTIFIER,
    LEFT_DELIMITER,
    LEFT_PAREN,
    NUMBER,
    PIPE,
    RAW_STRING,
    RIGHT_DELIMITER,
    RIGHT_PAREN,
    SPACE,
    STRING,
    TEXT,
    VARIABLE,
    // Words of the language from here on.
    BLOCK,
    BREAK,
    CONTINUE,
    DOT,
    DEFINE,
    ELSE,
    END,
    IF,
    NIL,
    RANGE,
    TEMPLATE,
    WITH
  }

  @Override
  public String toString() {
    if (kind == Kind.EOF) {
      return "EOF";
    }
    if (kind == Kind.ERROR) {
      return text;
    }
    if (kind.compareTo(Kind.BLOCK) >= 0) {
      return "<" + text + ">";
    }
    int points = text.codePointCount(0, text.length());
    return points > 10
        ? GoQuote.quote(text.substring(0, text.offsetByCodePoints(0, 10))) + "..."
        : GoQuote.quote(text);
  }
}
