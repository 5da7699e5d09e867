package io.tocsin.kit.template.html;

import io.tocsin.kit.SafeText.Content;
import io.tocsin.kit.template.html.Spot.Element;
import io.tocsin.kit.template.html.Spot.Quote;
import io.tocsin.kit.template.html.Spot.State;
import java.util.Locale;

/// What makes a text harmless in HTML: between tags, in attributes, as a name.
final class HtmlEscapes {
  /// Stands where a value was refused: no word of any language, and easy to search for.
  static final String REFUSED = "ZgotmplZ";

  private HtmlEscapes() {}

  static String text(Stringified given) {
    return given.is(Content.HTML) ? given.text() : escape(given.text(), false, true);
  }

  static String rcdata(Stringified given) {
    return escape(given.text(), false, !given.is(Content.HTML));
  }

  static String attribute(Stringified given) {
    boolean html = given.is(Content.HTML);
    return escape(html ? stripTags(given.text()) : given.text(), false, !html);
  }

  static String unquoted(Stringified given) {
    if (given.text().isEmpty()) {
      return REFUSED;
    }
    boolean html = given.is(Content.HTML);
    return escape(html ? stripTags(given.text()) : given.text(), true, !html);
  }

  private static String escape(String text, boolean unquoted, boolean ampersands) {
    var out = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case 0 -> out.append(unquoted ? "&#xfffd;" : "\ufffd");
        case '"' -> out.append("&#34;");
        case '\'' -> out.append("&#39;");
        case '+' -> out.append("&#43;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '&' -> out.append(ampersands ? "&amp;" : "&");
        case '\t', '\n', 0x0b, '\f', '\r', ' ', '=', '`' -> {
          if (unquoted) {
            out.append("&#").append((int) c).append(';');
          } else {
            out.append(c);
          }
        }
        default -> {
          boolean odd = (c >= 0xfdd0 && c <= 0xfdef) || c >= 0xfff0;
          if (unquoted && odd) {
            out.append(String.format(Locale.ROOT, "&#x%x;", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    return out.toString();
  }

  static String name(Stringified given) {
    if (given.is(Content.HTML_ATTRIBUTE)) {
      return given.text();
    }
    var name = given.text().toLowerCase(Locale.ROOT);
    boolean plain =
        !name.isEmpty()
            && AttributeKind.of(name) == AttributeKind.PLAIN
            && name.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z'));
    return plain ? name : REFUSED;
  }

  /// Returns what of a piece of HTML is text.
  static String stripTags(String html) {
    var out = new StringBuilder();
    var spot = Spot.TEXT;
    boolean allText = true;
    int at = 0;
    while (at < html.length()) {
      var rest = html.substring(at);
      if (spot.quote() != Quote.NONE) {
        int end = valueEnd(rest, spot.quote());
        if (end < 0) {
          break;
        }
        at += end + (spot.quote() == Quote.SPACE ? 0 : 1);
        spot = Spot.of(State.TAG, spot.element());
        continue;
      }
      boolean content = spot.element() != Element.NONE && !spot.state().isInTag();
      var step = Transitions.after(content ? spot.in(State.RCDATA) : spot, rest);
      if (spot.state() == State.TEXT || spot.state() == State.RCDATA) {
        out.append(rest, 0, textEnd(rest, step, spot));
      } else {
        allText = false;
      }
      spot = step.spot();
      at += step.read();
    }
    boolean tail = spot.state() == State.TEXT || spot.state() == State.RCDATA;
    return allText ? html : out.append(tail ? html.substring(at) : "").toString();
  }

  private static int textEnd(String rest, Step step, Spot before) {
    if (step.spot().state() == before.state()) {
      return step.read();
    }
    int open = rest.lastIndexOf('<', step.read() - 1);
    return open < 0 ? step.read() : open;
  }

  private static int valueEnd(String text, Quote quote) {
    for (int i = 0; i < text.length(); i++) {
      if (quote.ends(text.charAt(i))) {
        return i;
      }
    }
    return -1;
  }
}
