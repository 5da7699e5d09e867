package io.tocsin.kit.template;

import io.tocsin.kit.TemplateException;
import java.util.Locale;

/// Go's string and character literals, both ways (`strconv.Quote` and `Unquote`).
final class GoQuote {
  private static final String ESCAPED = "abfnrtv\\'\"";
  private static final String PLAIN = "\u0007\b\f\n\r\t\u000b\\'\"";

  private GoQuote() {}

  static String quote(String text) {
    return quote(text, '"', false);
  }

  static String quote(String text, char quote, boolean ascii) {
    var out = new StringBuilder(text.length() + 2).append(quote);
    text.codePoints().forEach(c -> escape(out, c, quote, ascii));
    return out.append(quote).toString();
  }

  private static void escape(StringBuilder out, int c, char quote, boolean ascii) {
    int known = c < 0x80 ? PLAIN.indexOf(c) : -1;
    if (c == quote || c == '\\') {
      out.append('\\').appendCodePoint(c);
    } else if (ascii ? c >= ' ' && c < 0x7f : isPrintable(c)) {
      out.appendCodePoint(c);
    } else if (known >= 0) {
      out.append('\\').append(ESCAPED.charAt(known));
    } else if (c < ' ' || c == 0x7f) {
      out.append(String.format(Locale.ROOT, "\\x%02x", c));
    } else if (c < 0x10000) {
      out.append(String.format(Locale.ROOT, "\\u%04x", c));
    } else {
      out.append(String.format(Locale.ROOT, "\\U%08x", c));
    }
  }

  static boolean isPrintable(int c) {
    if (c < 0x7f) {
      return c >= ' ';
    }
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SPACE_SEPARATOR ->
          false;
      default -> true;
    };
  }

  /// Returns the form of `%#U`: `U+0040 '@'`.
  static String unicode(int c) {
    if (c < 0) {
      return "U+FFFFFFFFFFFFFFFF";
    }
    var code = String.format(Locale.ROOT, "U+%04X", c);
    return isPrintable(c) ? code + " '" + Character.toString(c) + "'" : code;
  }

  /// Returns what a literal in any of Go's three quotes stands for.
  ///
  /// @throws TemplateException if it is none
  static String unquote(String literal) {
    var inner = literal.substring(1, literal.length() - 1);
    if (literal.startsWith("`")) {
      return inner.replace("\r", "");
    }
    if (inner.indexOf('\\') < 0) {
      return inner;
    }
    var out = new StringBuilder();
    var bytes = new ByteRun(out);
    int at = 0;
    while (at < inner.length()) {
      char c = inner.charAt(at);
      if (c != '\\') {
        bytes.flush();
        out.append(c);
        at++;
      } else {
        at = unescape(inner, at + 1, literal.charAt(0), bytes);
      }
    }
    bytes.flush();
    return out.toString();
  }

  private static int unescape(String inner, int at, char quote, ByteRun out) {
    char c = at < inner.length() ? inner.charAt(at) : 0;
    int known = ESCAPED.indexOf(c);
    if (known >= 0 && !((c == '\'' || c == '"') && c != quote)) {
      out.character(PLAIN.charAt(known));
      return at + 1;
    }
    if (c >= '0' && c <= '7') {
      int value = number(inner, at, at + 3, 8);
      if (value > 255) {
        throw invalid();
      }
      out.octet(value);
      return at + 3;
    }
    int digits =
        switch (c) {
          case 'x' -> 2;
          case 'u' -> 4;
          case 'U' -> 8;
          default -> throw invalid();
        };
    int value = number(inner, at + 1, at + 1 + digits, 16);
    if (c == 'x') {
      out.octet(value);
    } else if (!Character.isValidCodePoint(value) || (value >= 0xd800 && value < 0xe000)) {
      throw invalid();
    } else {
      out.character(value);
    }
    return at + 1 + digits;
  }

  private static int number(String inner, int from, int to, int radix) {
    int value = 0;
    for (int i = from; i < to; i++) {
      int digit = i < inner.length() ? Character.digit(inner.charAt(i), radix) : -1;
      if (digit < 0 || inner.charAt(i) > 'f') {
        throw invalid();
      }
      value = value * radix + digit;
    }
    return value;
  }

  private static TemplateException invalid() {
    return new TemplateException("invalid syntax");
  }

  /// Bytes that were written one by one (`\xc3\xa9`) and are characters only together.
  private static final class ByteRun {
    private final StringBuilder out;
    private final java.io.ByteArrayOutputStream pending = new java.io.ByteArrayOutputStream();

    ByteRun(StringBuilder out) {
      this.out = out;
    }

    void octet(int value) {
      pending.write(value);
    }

    void character(int c) {
      flush();
      out.appendCodePoint(c);
    }

    void flush() {
      if (pending.size() > 0) {
        out.append(pending.toString(java.nio.charset.StandardCharsets.UTF_8));
        pending.reset();
      }
    }
  }
}
