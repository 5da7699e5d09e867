package io.tocsin.kit.template.html;

import io.tocsin.kit.template.html.Spot.Attribute;
import io.tocsin.kit.template.html.Spot.Element;
import io.tocsin.kit.template.html.Spot.Quote;
import io.tocsin.kit.template.html.Spot.State;
import io.tocsin.kit.template.html.Spot.UrlPart;
import java.util.Locale;

/// How text moves through HTML; what is inside of scripts and styles is in [JsTransitions] and
/// [CssTransitions]. Each method reads some of the text and says where that led.
final class Transitions {
  private static final String SPACE = " \t\n\f\r";

  private Transitions() {}

  static Step after(Spot spot, String text) {
    return switch (spot.state()) {
      case TEXT -> text(spot, text);
      case TAG -> tag(spot, text);
      case ATTRIBUTE_NAME -> attributeName(spot, text);
      case AFTER_NAME -> afterName(spot, text);
      case BEFORE_VALUE -> beforeValue(spot, text);
      case HTML_COMMENT -> comment(spot, text);
      case RCDATA -> specialTagEnd(spot, text);
      case ATTRIBUTE, ERROR, DEAD -> new Step(spot, text.length());
      case URL, SRCSET -> url(spot, text);
      case META_CONTENT -> metaContent(spot, text);
      case META_CONTENT_URL -> metaContentUrl(spot, text);
      case JS -> JsTransitions.code(spot, text);
      case JS_DOUBLE_QUOTED, JS_SINGLE_QUOTED, JS_REGEXP -> JsTransitions.delimited(spot, text);
      case JS_TEMPLATE -> JsTransitions.template(spot, text);
      case JS_BLOCK_COMMENT -> blockComment(spot, text, State.JS);
      case CSS_BLOCK_COMMENT -> blockComment(spot, text, State.CSS);
      case JS_LINE_COMMENT, JS_HTML_OPEN_COMMENT, JS_HTML_CLOSE_COMMENT ->
          lineComment(spot, text, "\n\r\u2028\u2029", State.JS);
      case CSS_LINE_COMMENT -> lineComment(spot, text, "\n\f\r", State.CSS);
      case CSS -> CssTransitions.code(spot, text);
      case CSS_DOUBLE_QUOTED,
          CSS_SINGLE_QUOTED,
          CSS_DOUBLE_QUOTED_URL,
          CSS_SINGLE_QUOTED_URL,
          CSS_URL ->
          CssTransitions.delimited(spot, text);
    };
  }

  private static Step text(Spot spot, String text) {
    int from = 0;
    while (true) {
      int at = text.indexOf('<', from);
      if (at < 0 || at + 1 == text.length()) {
        return new Step(spot, text.length());
      }
      if (text.startsWith("<!--", at)) {
        return new Step(Spot.of(State.HTML_COMMENT, Element.NONE), at + 4);
      }
      at++;
      boolean closes = text.charAt(at) == '/';
      if (closes) {
        if (at + 1 == text.length()) {
          return new Step(spot, text.length());
        }
        at++;
      }
      int end = tagNameEnd(text, at);
      if (end != at) {
        var name = text.substring(at, end).toLowerCase(Locale.ROOT);
        return new Step(Spot.of(State.TAG, closes ? Element.NONE : Element.of(name)), end);
      }
      from = end;
    }
  }

  private static int tagNameEnd(String text, int from) {
    if (from == text.length() || !isLetter(text.charAt(from))) {
      return from;
    }
    int at = from + 1;
    while (at < text.length()) {
      char c = text.charAt(at);
      boolean joins = c == ':' || c == '-';
      if (isLetterOrDigit(c)) {
        at++;
      } else if (joins && at + 1 < text.length() && isLetterOrDigit(text.charAt(at + 1))) {
        at += 2;
      } else {
        break;
      }
    }
    return at;
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static boolean isLetterOrDigit(char c) {
    return isLetter(c) || (c >= '0' && c <= '9');
  }

  private static Step tag(Spot spot, String text) {
    int at = spaceEnd(text, 0);
    if (at == text.length()) {
      return new Step(spot, text.length());
    }
    if (text.charAt(at) == '>') {
      // A meta element has no end tag: what follows it is not its content.
      var element = spot.element() == Element.META ? Element.NONE : spot.element();
      return new Step(Spot.of(spot.element().content, element), at + 1);
    }
    int end = attributeNameEnd(text, at);
    if (end < 0) {
      return new Step(badName(text), text.length());
    }
    if (end == at) {
      var got = Quoting.quote(text.substring(at));
      var message = "expected space, attr name, or end of tag, but got " + got;
      return new Step(Spot.error(Problem.of(message)), text.length());
    }
    var name = text.substring(at, end).toLowerCase(Locale.ROOT);
    var state = end == text.length() ? State.ATTRIBUTE_NAME : State.AFTER_NAME;
    return new Step(Spot.of(state, spot.element()).attribute(attribute(spot.element(), name)), end);
  }

  private static Attribute attribute(Element element, String name) {
    if (element == Element.SCRIPT && name.equals("type")) {
      return Attribute.SCRIPT_TYPE;
    }
    if (element == Element.META && name.equals("content")) {
      return Attribute.META_CONTENT;
    }
    return switch (AttributeKind.of(name)) {
      case URL -> Attribute.URL;
      case CSS -> Attribute.STYLE;
      case JS -> Attribute.SCRIPT;
      case SRCSET -> Attribute.SRCSET;
      case PLAIN, HTML, UNSAFE -> Attribute.NONE;
    };
  }

  /// Returns where the name ends, or -1 where it has a character that belongs into no name.
  private static int attributeNameEnd(String text, int from) {
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (SPACE.indexOf(c) >= 0 || c == '=' || c == '>') {
        return i;
      }
      if (c == '\'' || c == '"' || c == '<') {
        return -1;
      }
    }
    return text.length();
  }

  private static Spot badName(String text) {
    int at = 0;
    while ("'\"<".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    var shown = text.substring(0, Math.min(32, text.length()));
    var bad = Quoting.quote(text.substring(at, at + 1));
    return Spot.error(Problem.of(bad + " in attribute name: " + Quoting.quote(shown)));
  }

  private static Step attributeName(Spot spot, String text) {
    int end = attributeNameEnd(text, 0);
    if (end < 0) {
      return new Step(badName(text), text.length());
    }
    return new Step(end == text.length() ? spot : spot.in(State.AFTER_NAME), end);
  }

  private static Step afterName(Spot spot, String text) {
    int at = spaceEnd(text, 0);
    if (at == text.length()) {
      return new Step(spot, text.length());
    }
    return text.charAt(at) == '='
        ? new Step(spot.in(State.BEFORE_VALUE), at + 1)
        : new Step(spot.in(State.TAG), at);
  }

  private static Step beforeValue(Spot spot, String text) {
    int at = spaceEnd(text, 0);
    if (at == text.length()) {
      return new Step(spot, text.length());
    }
    var quote =
        switch (text.charAt(at)) {
          case '\'' -> Quote.SINGLE;
          case '"' -> Quote.DOUBLE;
          default -> Quote.SPACE;
        };
    int read = quote == Quote.SPACE ? at : at + 1;
    return new Step(spot.in(spot.attribute().value).quoted(quote), read);
  }

  private static Step comment(Spot spot, String text) {
    int end = text.indexOf("-->");
    return end < 0 ? new Step(spot, text.length()) : new Step(Spot.TEXT, end + 3);
  }

  /// Looks for the end tag of an element whose content is no HTML.
  static Step specialTagEnd(Spot spot, String text) {
    boolean inLiteral =
        spot.element() == Element.SCRIPT
            && (spot.state().isScriptLiteral() || spot.state().isComment());
    if (spot.element() == Element.NONE || inLiteral) {
      return new Step(spot, text.length());
    }
    int end = tagEnd(text, spot.element().endTag);
    return end < 0 ? new Step(spot, text.length()) : new Step(Spot.TEXT, end);
  }

  private static int tagEnd(String text, String tag) {
    int at = text.indexOf("</");
    while (at >= 0) {
      int end = at + 2 + tag.length();
      if (text.regionMatches(true, at + 2, tag, 0, tag.length())
          && end < text.length()
          && "> \t\n\f/".indexOf(text.charAt(end)) >= 0) {
        return at;
      }
      at = text.indexOf("</", at + 2);
    }
    return -1;
  }

  static Step url(Spot spot, String text) {
    if (text.indexOf('#') >= 0 || text.indexOf('?') >= 0) {
      return new Step(spot.urlPart(UrlPart.QUERY_OR_FRAGMENT), text.length());
    }
    boolean begins = spot.urlPart() == UrlPart.NONE && spaceEnd(text, 0) != text.length();
    return new Step(begins ? spot.urlPart(UrlPart.PRE_QUERY) : spot, text.length());
  }

  private static Step metaContent(Spot spot, String text) {
    for (int i = 0; i + 3 < text.length(); i++) {
      if (text.regionMatches(true, i, "url", 0, 3)) {
        int at = spaceEnd(text, i + 3);
        if (at < text.length() && text.charAt(at) == '=') {
          return new Step(spot.in(State.META_CONTENT_URL), at + 1);
        }
      }
    }
    return new Step(spot, text.length());
  }

  private static Step metaContentUrl(Spot spot, String text) {
    int end = text.indexOf(';');
    return end < 0 ? new Step(spot, text.length()) : new Step(spot.in(State.META_CONTENT), end + 1);
  }

  private static Step blockComment(Spot spot, String text, State around) {
    int end = text.indexOf("*/");
    return end < 0 ? new Step(spot, text.length()) : new Step(spot.in(around), end + 2);
  }

  private static Step lineComment(Spot spot, String text, String ends, State around) {
    int end = firstOf(text, 0, ends);
    return end < 0 ? new Step(spot, text.length()) : new Step(spot.in(around), end);
  }

  static int firstOf(String text, int from, String characters) {
    for (int i = from; i < text.length(); i++) {
      if (characters.indexOf(text.charAt(i)) >= 0) {
        return i;
      }
    }
    return -1;
  }

  static int spaceEnd(String text, int from) {
    int at = from;
    while (at < text.length() && SPACE.indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return at;
  }

  /// Returns the problem of a text that ends in the middle of an escape.
  static Step unfinished(String text, String language) {
    var message = "unfinished escape sequence in " + language + " string: " + Quoting.quote(text);
    return new Step(Spot.error(Problem.of(message)), text.length());
  }
}
