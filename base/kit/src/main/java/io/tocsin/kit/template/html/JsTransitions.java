package io.tocsin.kit.template.html;

import io.tocsin.kit.template.html.Spot.Slash;
import io.tocsin.kit.template.html.Spot.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// How text moves through JavaScript: far enough to tell code from strings, regular expressions and
/// comments.
final class JsTransitions {
  private static final String SPACE =
      "\f\n\r\t\u000b \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009"
          + "\u200a\u2028\u2029\u202f\u205f\u3000\ufeff";

  /// Words after which a `/` begins a regular expression.
  private static final Set<String> WORDS =
      Set.of(
          "break",
          "case",
          "continue",
          "delete",
          "do",
          "else",
          "finally",
          "in",
          "instanceof",
          "return",
          "throw",
          "try",
          "typeof",
          "void");

  private JsTransitions() {}

  static Step code(Spot spot, String text) {
    int at = Transitions.firstOf(text, 0, "\"`'/{}<-#");
    if (at < 0) {
      return new Step(spot.slash(slashAfter(text, spot.slash())), text.length());
    }
    var here = spot.slash(slashAfter(text.substring(0, at), spot.slash()));
    return switch (text.charAt(at)) {
      case '"' -> new Step(here.in(State.JS_DOUBLE_QUOTED).slash(Slash.REGEXP), at + 1);
      case '\'' -> new Step(here.in(State.JS_SINGLE_QUOTED).slash(Slash.REGEXP), at + 1);
      case '`' -> new Step(here.in(State.JS_TEMPLATE).slash(Slash.REGEXP), at + 1);
      case '/' -> slash(here, text, at);
      case '<' ->
          text.startsWith("<!--", at)
              ? new Step(here.in(State.JS_HTML_OPEN_COMMENT), at + 4)
              : new Step(here, at + 1);
      case '-' ->
          text.startsWith("-->", at)
              ? new Step(here.in(State.JS_HTML_CLOSE_COMMENT), at + 3)
              : new Step(here, at + 1);
      case '#' ->
          text.startsWith("#!", at)
              ? new Step(here.in(State.JS_LINE_COMMENT), at + 2)
              : new Step(here, at + 1);
      case '{' -> new Step(braces(here.slash(Slash.REGEXP), 1), at + 1);
      default -> closed(here, at);
    };
  }

  private static Step slash(Spot spot, String text, int at) {
    if (text.startsWith("//", at)) {
      return new Step(spot.in(State.JS_LINE_COMMENT), at + 2);
    }
    if (text.startsWith("/*", at)) {
      return new Step(spot.in(State.JS_BLOCK_COMMENT), at + 2);
    }
    return switch (spot.slash()) {
      case REGEXP -> new Step(spot.in(State.JS_REGEXP), at + 1);
      case DIVISION -> new Step(spot.slash(Slash.REGEXP), at + 1);
      case UNKNOWN -> {
        var rest = text.substring(at, Math.min(text.length(), at + 32));
        var message = "'/' could start a division or regexp: " + Quoting.quote(rest);
        yield new Step(Spot.error(Problem.of(message)), text.length());
      }
    };
  }

  /// Counts a brace where that matters: in an expression of a template literal.
  private static Spot braces(Spot spot, int change) {
    if (spot.braces().isEmpty()) {
      return spot;
    }
    List<Integer> depths = new ArrayList<>(spot.braces());
    depths.set(depths.size() - 1, depths.getLast() + change);
    return spot.braces(List.copyOf(depths));
  }

  private static Step closed(Spot spot, int at) {
    var after = braces(spot, -1);
    if (after.braces().isEmpty() || after.braces().getLast() >= 0) {
      return new Step(after.slash(Slash.REGEXP), at + 1);
    }
    var outer = after.braces().subList(0, after.braces().size() - 1);
    return new Step(after.braces(List.copyOf(outer)).in(State.JS_TEMPLATE), at + 1);
  }

  static Step template(Spot spot, String text) {
    int from = 0;
    while (true) {
      int at = Transitions.firstOf(text, from, "`\\$");
      if (at < 0) {
        return new Step(spot, text.length());
      }
      char c = text.charAt(at);
      if (c == '\\') {
        at++;
        if (at == text.length()) {
          return Transitions.unfinished(text, "JS");
        }
      } else if (c == '`') {
        return new Step(spot.in(State.JS), at + 1);
      } else if (text.startsWith("${", at)) {
        List<Integer> depths = new ArrayList<>(spot.braces());
        depths.add(0);
        return new Step(spot.braces(List.copyOf(depths)).in(State.JS), at + 2);
      }
      from = at + 1;
    }
  }

  static Step delimited(Spot spot, String text) {
    var specials =
        switch (spot.state()) {
          case JS_SINGLE_QUOTED -> "\\'";
          case JS_REGEXP -> "\\/[]";
          default -> "\\\"";
        };
    int from = 0;
    boolean inSet = false;
    while (true) {
      int at = Transitions.firstOf(text, from, specials);
      if (at < 0) {
        break;
      }
      char c = text.charAt(at);
      if (c == '\\') {
        at++;
        if (at == text.length()) {
          return Transitions.unfinished(text, "JS");
        }
      } else if (c == '[' || c == ']') {
        inSet = c == '[';
      } else if (c == '/' && at > 0 && text.regionMatches(true, at - 1, "</script", 0, 8)) {
        // Will be escaped: it ends neither the script nor the expression.
        at++;
      } else if (!inSet) {
        return new Step(spot.in(State.JS).slash(Slash.DIVISION), at + 1);
      }
      from = at + 1;
    }
    if (inSet) {
      var message = "unfinished JS regexp charset: " + Quoting.quote(text);
      return new Step(Spot.error(Problem.of(message)), text.length());
    }
    return new Step(spot, text.length());
  }

  /// Returns what a `/` begins after the code.
  static Slash slashAfter(String code, Slash before) {
    int end = code.length();
    while (end > 0 && SPACE.indexOf(code.charAt(end - 1)) >= 0) {
      end--;
    }
    if (end == 0) {
      return before;
    }
    char c = code.charAt(end - 1);
    return switch (c) {
      case '+', '-' -> {
        int start = end - 1;
        while (start > 0 && code.charAt(start - 1) == c) {
          start--;
        }
        yield (end - start) % 2 == 1 ? Slash.REGEXP : Slash.DIVISION;
      }
      case '.' -> {
        boolean number = end > 1 && code.charAt(end - 2) >= '0' && code.charAt(end - 2) <= '9';
        yield number ? Slash.DIVISION : Slash.REGEXP;
      }
      case ',',
          '<',
          '>',
          '=',
          '*',
          '%',
          '&',
          '|',
          '^',
          '?',
          '!',
          '~',
          '(',
          '[',
          ':',
          ';',
          '{',
          '}' ->
          Slash.REGEXP;
      default -> {
        int start = end;
        while (start > 0 && isWordPart(code.charAt(start - 1))) {
          start--;
        }
        yield WORDS.contains(code.substring(start, end)) ? Slash.REGEXP : Slash.DIVISION;
      }
    };
  }

  static boolean isWordPart(int c) {
    return c == '$'
        || c == '_'
        || (c >= '0' && c <= '9')
        || (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z');
  }
}
