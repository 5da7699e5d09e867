package io.tocsin.kit.template.html;

import io.tocsin.kit.template.html.Spot.State;
import java.util.Locale;

/// How text moves through CSS. Every string is taken for an address: that is the careful guess.
final class CssTransitions {
  private CssTransitions() {}

  static Step code(Spot spot, String text) {
    int from = 0;
    while (true) {
      int at = Transitions.firstOf(text, from, "(\"'/");
      if (at < 0) {
        return new Step(spot, text.length());
      }
      switch (text.charAt(at)) {
        case '"' -> {
          return new Step(spot.in(State.CSS_DOUBLE_QUOTED), at + 1);
        }
        case '\'' -> {
          return new Step(spot.in(State.CSS_SINGLE_QUOTED), at + 1);
        }
        case '(' -> {
          if (endsWithUrl(text.substring(0, at).stripTrailing())) {
            return url(spot, text, at);
          }
        }
        default -> {
          if (text.startsWith("//", at)) {
            return new Step(spot.in(State.CSS_LINE_COMMENT), at + 2);
          }
          if (text.startsWith("/*", at)) {
            return new Step(spot.in(State.CSS_BLOCK_COMMENT), at + 2);
          }
        }
      }
      from = at + 1;
    }
  }

  private static Step url(Spot spot, String text, int paren) {
    int at = Transitions.spaceEnd(text, paren + 1);
    if (text.startsWith("\"", at)) {
      return new Step(spot.in(State.CSS_DOUBLE_QUOTED_URL), at + 1);
    }
    if (text.startsWith("'", at)) {
      return new Step(spot.in(State.CSS_SINGLE_QUOTED_URL), at + 1);
    }
    return new Step(spot.in(State.CSS_URL), at);
  }

  private static boolean endsWithUrl(String text) {
    int start = text.length() - 3;
    return text.toLowerCase(Locale.ROOT).endsWith("url")
        && (start == 0 || !CssEscapes.isNamePart(text.codePointBefore(start)));
  }

  static Step delimited(Spot spot, String text) {
    var ends =
        switch (spot.state()) {
          case CSS_DOUBLE_QUOTED, CSS_DOUBLE_QUOTED_URL -> "\\\"";
          case CSS_SINGLE_QUOTED, CSS_SINGLE_QUOTED_URL -> "\\'";
          default -> "\\\t\n\f\r )";
        };
    var here = spot;
    int from = 0;
    while (true) {
      int at = Transitions.firstOf(text, from, ends);
      if (at < 0) {
        var rest = CssEscapes.decode(text.substring(from));
        return new Step(Transitions.url(here, rest).spot(), text.length());
      }
      if (text.charAt(at) != '\\') {
        return new Step(here.in(State.CSS), at + 1);
      }
      at++;
      if (at == text.length()) {
        return Transitions.unfinished(text, "CSS");
      }
      here = Transitions.url(here, CssEscapes.decode(text.substring(0, at + 1))).spot();
      from = at + 1;
    }
  }
}
