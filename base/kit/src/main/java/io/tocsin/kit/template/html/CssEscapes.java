package io.tocsin.kit.template.html;

import io.tocsin.kit.SafeText.Content;
import java.util.Locale;

/// What makes a text harmless in CSS.
final class CssEscapes {
  private CssEscapes() {}

  static boolean isNamePart(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '_'
        || (c >= 0x80 && c <= 0xd7ff)
        || (c >= 0xe000 && c <= 0xfffd)
        || c >= 0x10000;
  }

  static boolean isHex(char c) {
    return Character.digit(c, 16) >= 0 && c < 0x80;
  }

  /// Returns a text with its escapes undone.
  static String decode(String text) {
    if (text.indexOf('\\') < 0) {
      return text;
    }
    var out = new StringBuilder(text.length());
    int at = 0;
    while (at < text.length()) {
      int slash = text.indexOf('\\', at);
      int end = slash < 0 ? text.length() : slash;
      out.append(text, at, end);
      at = end;
      if (text.length() - at < 2) {
        break;
      }
      at = isHex(text.charAt(at + 1)) ? decodeHex(text, at + 1, out) : copy(text, at + 1, out);
    }
    return out.toString();
  }

  private static int copy(String text, int at, StringBuilder out) {
    int c = text.codePointAt(at);
    out.appendCodePoint(c);
    return at + Character.charCount(c);
  }

  private static int decodeHex(String text, int from, StringBuilder out) {
    int end = from + 1;
    while (end < text.length() && end < from + 6 && isHex(text.charAt(end))) {
      end++;
    }
    int c = Integer.parseInt(text, from, end, 16);
    if (c > Character.MAX_CODE_POINT) {
      c /= 16;
      end--;
    }
    out.appendCodePoint(c >= 0xd800 && c < 0xe000 ? 0xfffd : c);
    if (text.startsWith("\r\n", end)) {
      return end + 2;
    }
    return end < text.length() && isSpace(text.charAt(end)) ? end + 1 : end;
  }

  private static boolean isSpace(char c) {
    return "\t\n\f\r ".indexOf(c) >= 0;
  }

  /// Returns the text for a string or an address.
  static String string(Stringified given) {
    var text = given.text();
    var out = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ("\0\t\n\f\r\"&'()+/:;<>{}".indexOf(c) >= 0) {
        out.append('\\').append(Integer.toHexString(c));
        char next = i + 1 < text.length() ? text.charAt(i + 1) : ' ';
        // A hex digit would belong to the escape, a space would be swallowed by it.
        out.append(isHex(next) || isSpace(next) ? " " : "");
      } else {
        out.append(c == '\\' ? "\\\\" : String.valueOf(c));
      }
    }
    return out.toString();
  }

  /// Returns the text where it is a harmless value: a number with a unit, a word, a colour.
  static String value(Stringified given) {
    if (given.is(Content.CSS)) {
      return given.text();
    }
    var text = decode(given.text());
    var letters = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ("\0\"'()/;@[\\]`{}<>".indexOf(c) >= 0
          || (c == '-' && i > 0 && text.charAt(i - 1) == '-')) {
        return HtmlEscapes.REFUSED;
      }
      if (c < 0x80 && c != '-' && isNamePart(c)) {
        letters.append(c);
      }
    }
    var word = letters.toString().toLowerCase(Locale.ROOT);
    boolean runs = word.contains("expression") || word.contains("mozbinding");
    return runs ? HtmlEscapes.REFUSED : text;
  }
}
