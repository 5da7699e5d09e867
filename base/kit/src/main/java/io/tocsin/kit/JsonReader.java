package io.tocsin.kit;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads a JSON text, RFC 8259, as maps, lists, strings, decimals, booleans and null. For one
/// thread.
public final class JsonReader {
  private static final int DEPTH_MAX = 200;

  private final String text;
  private int at;
  private int depth;

  private JsonReader(String text) {
    this.text = text;
  }

  /// Reads one value, with nothing but blanks around it.
  ///
  /// @throws IllegalArgumentException if the text is no JSON; names the place
  public static @Nullable Object read(String text) {
    var reader = new JsonReader(text);
    var value = reader.value();
    if (reader.peek() != 0) {
      throw reader.refuse("the end");
    }
    return value;
  }

  private IllegalArgumentException refuse(String expected) {
    return new IllegalArgumentException("json: at " + at + " (expected: " + expected + ")");
  }

  /// Returns the next character that is no space, or 0 at the end.
  private char peek() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return at < text.length() ? text.charAt(at) : 0;
  }

  private boolean take(char wanted) {
    boolean there = peek() == wanted;
    at += there ? 1 : 0;
    return there;
  }

  private void require(char wanted) {
    if (!take(wanted)) {
      throw refuse(String.valueOf(wanted));
    }
  }

  private @Nullable Object value() {
    return switch (peek()) {
      case '{' -> map();
      case '[' -> list();
      case '"' -> string();
      case 't' -> word("true", true);
      case 'f' -> word("false", false);
      case 'n' -> word("null", null);
      default -> number();
    };
  }

  private void deeper() {
    if (++depth > DEPTH_MAX) {
      throw refuse("at most " + DEPTH_MAX + " levels");
    }
  }

  private Map<String, @Nullable Object> map() {
    deeper();
    var map = new LinkedHashMap<String, @Nullable Object>();
    require('{');
    if (!take('}')) {
      do {
        peek();
        var name = string();
        require(':');
        map.put(name, value());
      } while (take(','));
      require('}');
    }
    depth--;
    return map;
  }

  private List<@Nullable Object> list() {
    deeper();
    var list = new ArrayList<@Nullable Object>();
    require('[');
    if (!take(']')) {
      do {
        list.add(value());
      } while (take(','));
      require(']');
    }
    depth--;
    return list;
  }

  private @Nullable Object word(String word, @Nullable Object means) {
    if (!text.startsWith(word, at)) {
      throw refuse(word);
    }
    at += word.length();
    return means;
  }

  private BigDecimal number() {
    int start = at;
    while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    try {
      return new BigDecimal(text.substring(start, at));
    } catch (NumberFormatException e) {
      at = start;
      throw refuse("a value");
    }
  }

  private String string() {
    require('"');
    var out = new StringBuilder();
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '"') {
        return out.toString();
      }
      out.append(c == '\\' ? escaped() : c);
    }
    throw refuse("\"");
  }

  private char escaped() {
    char c = at < text.length() ? text.charAt(at++) : 0;
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> {
        var digits = text.substring(at, Math.min(at + 4, text.length()));
        if (!digits.matches("[0-9a-fA-F]{4}")) {
          throw refuse("four digits");
        }
        at += 4;
        yield (char) Integer.parseInt(digits, 16);
      }
      default -> throw refuse("an escape");
    };
  }
}
