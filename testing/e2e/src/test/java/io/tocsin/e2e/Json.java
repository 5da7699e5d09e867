package io.tocsin.e2e;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One JSON value with a path to what is in it; strict enough to notice what is not JSON.
public record Json(Object value) {
  public static Json parse(String text) {
    var reader = new Reader(text);
    var value = reader.value();
    reader.blank();
    if (reader.at < text.length()) {
      throw reader.unexpected("end of text");
    }
    return new Json(value);
  }

  /// Descends by names of objects and indexes of arrays.
  public Json at(Object... path) {
    Object here = value;
    for (var step : path) {
      if (step instanceof Integer index && here instanceof List<?> list && index < list.size()) {
        here = list.get(index);
      } else if (here instanceof Map<?, ?> map && map.containsKey(step)) {
        here = map.get(step);
      } else {
        throw new AssertionError("no " + step + " in " + here);
      }
    }
    return new Json(here);
  }

  boolean has(String name) {
    return value instanceof Map<?, ?> map && map.containsKey(name);
  }

  public String text() {
    return String.valueOf(value);
  }

  double number() {
    return (Double) value;
  }

  public List<Json> items() {
    return ((List<?>) value).stream().map(each -> new Json(each)).toList();
  }

  /// The members of an object whose values are strings, as labels are.
  public Map<String, String> texts() {
    var texts = new LinkedHashMap<String, String>();
    ((Map<?, ?>) value).forEach((name, each) -> texts.put((String) name, (String) each));
    return texts;
  }

  private static final class Reader {
    private static final Object NULL = "null";
    private final String text;
    private int at;

    Reader(String text) {
      this.text = text;
    }

    Object value() {
      blank();
      return switch (peek()) {
        case '{' -> object();
        case '[' -> array();
        case '"' -> string();
        case 't' -> word("true", true);
        case 'f' -> word("false", false);
        case 'n' -> word("null", NULL);
        default -> number();
      };
    }

    private Map<String, Object> object() {
      var object = new LinkedHashMap<String, Object>();
      expect('{');
      blank();
      while (peek() != '}') {
        blank();
        var name = string();
        blank();
        expect(':');
        object.put(name, value());
        comma('}');
      }
      at++;
      return object;
    }

    private List<Object> array() {
      var array = new ArrayList<>();
      expect('[');
      blank();
      while (peek() != ']') {
        array.add(value());
        comma(']');
      }
      at++;
      return array;
    }

    private void comma(char end) {
      blank();
      if (peek() != end) {
        expect(',');
        blank();
        if (peek() == end) {
          throw unexpected("a value");
        }
      }
    }

    private String string() {
      expect('"');
      var value = new StringBuilder();
      while (peek() != '"') {
        char c = text.charAt(at++);
        value.append(c == '\\' ? escaped() : c);
      }
      at++;
      return value.toString();
    }

    private char escaped() {
      char c = peek();
      at++;
      return switch (c) {
        case 'n' -> '\n';
        case 't' -> '\t';
        case 'r' -> '\r';
        case 'b' -> '\b';
        case 'f' -> '\f';
        case 'u' -> (char) Integer.parseInt(text.substring(at, at += 4), 16);
        default -> c;
      };
    }

    private Object number() {
      int from = at;
      while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
        at++;
      }
      if (from == at) {
        throw unexpected("a value");
      }
      return Double.valueOf(text.substring(from, at));
    }

    private Object word(String word, Object value) {
      if (!text.startsWith(word, at)) {
        throw unexpected(word);
      }
      at += word.length();
      return value;
    }

    private void blank() {
      while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
        at++;
      }
    }

    private char peek() {
      if (at >= text.length()) {
        throw unexpected("more text");
      }
      return text.charAt(at);
    }

    private void expect(char c) {
      if (peek() != c) {
        throw unexpected(String.valueOf(c));
      }
      at++;
    }

    private IllegalArgumentException unexpected(String expected) {
      int to = Math.min(text.length(), at + 40);
      return new IllegalArgumentException(
          "json at "
              + at
              + ": "
              + text.substring(Math.min(at, to), to)
              + " (expected: "
              + expected
              + ")");
    }
  }
}
