package io.tocsin.rules.condition;

import java.util.Locale;

/// A word, number or sign of a condition.
///
/// @param text as written, without the quotes of a quoted name
/// @param number the value of a number; 0 for others
/// @param column of its first character, counted from 1
/// @param end the column behind its last character
record Token(Kind kind, String text, double number, int column, int end) {
  private static final int SHOWN_MAX = 60;

  enum Kind {
    WORD,
    QUOTED,
    NUMBER,
    SIGN,
    END
  }

  boolean is(Kind wanted) {
    return kind == wanted;
  }

  boolean isSign(String sign) {
    return kind == Kind.SIGN && text.equals(sign);
  }

  /// Returns the word in small letters; the empty text for what is no word.
  String word() {
    return kind == Kind.WORD ? text.toLowerCase(Locale.ROOT) : "";
  }

  String shown() {
    if (kind == Kind.END) {
      return "the end";
    }
    return text.length() <= SHOWN_MAX ? text : text.substring(0, SHOWN_MAX) + "...";
  }
}
