package io.tocsin.kit.template.html;

import io.tocsin.kit.SafeText;
import io.tocsin.kit.SafeText.Content;
import io.tocsin.kit.TemplateArguments;
import io.tocsin.kit.TemplateException;
import io.tocsin.kit.template.GoFormat;
import io.tocsin.kit.template.GoJson;
import java.time.ZonedDateTime;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What makes a value harmless in JavaScript.
final class JsEscapes {
  private JsEscapes() {}

  /// Returns the value as a JavaScript expression.
  static String value(TemplateArguments arguments) {
    Object value = arguments.count() == 1 ? arguments.value(0) : GoFormat.print(arguments.all());
    if (value instanceof SafeText safe && safe.content() == Content.JS) {
      return safe.text();
    }
    if (value instanceof SafeText safe && safe.content() == Content.JS_TEXT) {
      return '"' + safe.text() + '"';
    }
    var json = json(value);
    boolean pads =
        JsTransitions.isWordPart(json.charAt(0))
            || JsTransitions.isWordPart(json.charAt(json.length() - 1));
    return pads ? " " + json + " " : json;
  }

  private static String json(@Nullable Object value) {
    try {
      // A time has a form of its own in JSON.
      return GoJson.write(value instanceof ZonedDateTime ? value : GoFormat.stringer(value));
    } catch (TemplateException e) {
      var reason = String.valueOf(e.getMessage()).replace("*/", "* /").replace("<", "\\x3C");
      return " /* " + reason + " */null ";
    }
  }

  static String string(Stringified given) {
    return replace(given.text(), given.is(Content.JS_TEXT) ? "" : "\\", "");
  }

  static String template(Stringified given) {
    return replace(given.text(), "\\", "${}");
  }

  /// @param backslashes the backslash where it is to be doubled
  /// @param more characters to be written as code points too
  private static String replace(String text, String backslashes, String more) {
    var out = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!control(out, c)) {
        if (c == '/') {
          out.append("\\/");
        } else if (backslashes.indexOf(c) >= 0) {
          out.append("\\\\");
        } else if ("\"`&'+<>\u2028\u2029".indexOf(c) >= 0 || more.indexOf(c) >= 0) {
          code(out, c);
        } else {
          out.append(c);
        }
      }
    }
    return out.toString();
  }

  private static boolean control(StringBuilder out, char c) {
    if (c >= ' ') {
      return false;
    }
    switch (c) {
      case '\t' -> out.append("\\t");
      case '\n' -> out.append("\\n");
      case '\f' -> out.append("\\f");
      case '\r' -> out.append("\\r");
      default -> code(out, c);
    }
    return true;
  }

  private static void code(StringBuilder out, char c) {
    out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
  }

  static String regexp(Stringified given) {
    var text = given.text();
    if (text.isEmpty()) {
      // Nothing between two slashes would be a comment.
      return "(?:)";
    }
    var out = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!control(out, c)) {
        if ("$()*-./?[\\]^{|}".indexOf(c) >= 0) {
          out.append('\\').append(c);
        } else if ("\"&'+<>\u2028\u2029".indexOf(c) >= 0) {
          code(out, c);
        } else {
          out.append(c);
        }
      }
    }
    return out.toString();
  }
}
