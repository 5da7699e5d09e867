package io.tocsin.kit.template;

import java.util.Locale;

/// What the functions `html` and `js` make of a text.
public final class TextEscapes {
  private TextEscapes() {}

  public static String html(String text) {
    var out = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case 0 -> out.append('\ufffd');
        case '"' -> out.append("&#34;");
        case '\'' -> out.append("&#39;");
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        default -> out.append(c);
      }
    }
    return out.toString();
  }

  public static String js(String text) {
    var out = new StringBuilder(text.length() + 16);
    text.codePoints().forEach(c -> js(out, c));
    return out.toString();
  }

  private static void js(StringBuilder out, int c) {
    switch (c) {
      case '\\' -> out.append("\\\\");
      case '\'' -> out.append("\\'");
      case '"' -> out.append("\\\"");
      case '<', '>', '&', '=' -> out.append(String.format(Locale.ROOT, "\\u%04X", c));
      default -> {
        if (c < ' ' || (c >= 0x80 && !GoQuote.isPrintable(c))) {
          out.append(String.format(Locale.ROOT, "\\u%04X", c));
        } else {
          out.appendCodePoint(c);
        }
      }
    }
  }
}
