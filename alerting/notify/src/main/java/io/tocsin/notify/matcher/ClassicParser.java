package io.tocsin.notify.matcher;

import io.tocsin.kit.RegexException;
import io.tocsin.model.Matcher;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Matchers as before Alertmanager 0.27: a plain label name, an operator, and a value that needs no
/// quotes. Messages are Alertmanager's.
public final class ClassicParser {
  private static final Pattern MATCHER =
      Pattern.compile(
          "^\\s*([a-zA-Z_:][a-zA-Z0-9_:]*)\\s*(=~|=|!=|!~)\\s*(.*?)\\s*$", Pattern.DOTALL);

  private ClassicParser() {}

  /// Reads matchers between commas; a brace at either end is left out.
  public static List<Matcher> many(String text) {
    int start = text.startsWith("{") ? 1 : 0;
    int end = text.length() > start && text.endsWith("}") ? text.length() - 1 : text.length();
    var matchers = new ArrayList<Matcher>();
    for (var token : tokens(text.substring(start, end))) {
      matchers.add(one(token));
    }
    return List.copyOf(matchers);
  }

  private static List<String> tokens(String text) {
    var tokens = new ArrayList<String>();
    boolean quoted = false;
    boolean escaped = false;
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      switch (text.charAt(i)) {
        case ',' -> {
          if (!quoted) {
            tokens.add(text.substring(start, i));
            start = i + 1;
          }
        }
        case '"' -> {
          quoted ^= !escaped;
          escaped = false;
        }
        case '\\' -> escaped = !escaped;
        default -> escaped = false;
      }
    }
    var last = text.substring(start).strip();
    if (!last.isEmpty()) {
      tokens.add(last);
    }
    return tokens;
  }

  /// Reads one matcher.
  public static Matcher one(String text) {
    var parts = MATCHER.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException("bad matcher format: " + text);
    }
    var type = type(parts.group(2));
    var value = value(parts.group(3));
    try {
      return new Matcher(type, parts.group(1), value);
    } catch (RegexException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private static Matcher.Type type(String symbol) {
    return switch (symbol) {
      case "=" -> Matcher.Type.EQUAL;
      case "!=" -> Matcher.Type.NOT_EQUAL;
      case "=~" -> Matcher.Type.REGEX;
      default -> Matcher.Type.NOT_REGEX;
    };
  }

  /// Takes quotes off and escapes apart; a backslash before anything else stands for itself.
  private static String value(String raw) {
    boolean open = raw.startsWith("\"");
    var text = open ? raw.substring(1) : raw;
    var out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean last = i == text.length() - 1;
      if (c == '\\' && !last) {
        i++;
        out.append(unescaped(text.charAt(i)));
      } else if (c == '"') {
        if (!open || !last) {
          throw unescapedQuote(raw);
        }
        open = false;
      } else {
        out.append(c);
      }
    }
    if (open) {
      throw unescapedQuote(raw);
    }
    return out.toString();
  }

  private static String unescaped(char c) {
    return switch (c) {
      case 'n' -> "\n";
      case '"', '\\' -> String.valueOf(c);
      default -> "\\" + c;
    };
  }

  private static IllegalArgumentException unescapedQuote(String raw) {
    return new IllegalArgumentException("matcher value contains unescaped double quote: " + raw);
  }
}
