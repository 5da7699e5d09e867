package io.tocsin.bench.answer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads the JSON of a query's answer into maps, lists, strings and doubles.
public final class Json {
  private static final int DEPTH_MAX = 64;

  private final String text;
  private int at;
  private int depth;

  private Json(String text) {
    this.text = text;
  }

  /// Answers a `Map`, `List`, `String`, `Double`, `Boolean`, or the word `null` as an empty list.
  public static Object parse(String text) {
    var json = new Json(text);
    var value = json.value();
    json.blank();
    if (json.at < text.length()) {
      throw json.unexpected("end of text");
    }
    return value;
  }

  private Object value() {
    if (++depth > DEPTH_MAX) {
      throw unexpected("at most " + DEPTH_MAX + " levels");
    }
    blank();
    Object value =
        switch (peek()) {
          case '{' -> object();
          case '[' -> array();
          case '"' -> string();
          case 't' -> word("true", true);
          case 'f' -> word("false", false);
          case 'n' -> word("null", List.of());
          default -> number();
        };
    depth--;
    return value;
  }

  private Map<String, Object> object() {
    var object = new LinkedHashMap<String, Object>();
    at++;
    for (blank(); peek() != '}'; blank()) {
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
    at++;
    for (blank(); peek() != ']'; blank()) {
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
      case 'u' -> {
        at += 4;
        if (at > text.length()) {
          throw unexpected("four hex digits");
        }
        yield (char) Integer.parseInt(text.substring(at - 4, at), 16);
      }
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
    while (at < text.length() && text.charAt(at) <= ' ') {
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
    return new IllegalArgumentException("json: at " + at + " (expected: " + expected + ")");
  }
}
