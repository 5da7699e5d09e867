package io.tocsin.server.amtool;

import io.tocsin.kit.JsonReader;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One value of JSON, as the reader makes it: what is asked of it and is not there is empty.
///
/// @param value of [JsonReader]
record Json(@Nullable Object value) {
  private static final String HTML = "<>&\u2028\u2029";

  /// @throws IllegalArgumentException if it is none
  static Json parse(String text) {
    return new Json(JsonReader.read(text));
  }

  Json at(String name) {
    return new Json(value instanceof Map<?, ?> map ? map.get(name) : null);
  }

  boolean has(String name) {
    return value instanceof Map<?, ?> map && map.get(name) != null;
  }

  List<Json> items() {
    return value instanceof List<?> list
        ? list.stream().map(item -> new Json(item)).toList()
        : List.of();
  }

  String text() {
    return switch (value) {
      case null -> "";
      case String text -> text;
      case Object other -> other.toString();
    };
  }

  boolean isTrue() {
    return Boolean.TRUE.equals(value);
  }

  /// Returns the value in one line, as Go writes it.
  String print() {
    var out = new StringBuilder();
    print(out, value);
    return out.toString();
  }

  static String print(@Nullable Object value) {
    return new Json(value).print();
  }

  private static void print(StringBuilder out, @Nullable Object value) {
    switch (value) {
      case null -> out.append("null");
      case Map<?, ?> map -> {
        var separator = "{";
        for (var entry : map.entrySet()) {
          quote(out.append(separator), String.valueOf(entry.getKey()));
          print(out.append(':'), entry.getValue());
          separator = ",";
        }
        out.append(map.isEmpty() ? "{}" : "}");
      }
      case List<?> list -> {
        var separator = "[";
        for (var item : list) {
          print(out.append(separator), item);
          separator = ",";
        }
        out.append(list.isEmpty() ? "[]" : "]");
      }
      case String text -> quote(out, text);
      case BigDecimal number -> out.append(number);
      case Json inner -> print(out, inner.value());
      case Object other -> out.append(other);
    }
  }

  private static void quote(StringBuilder out, String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        default -> {
          if (c < ' ' || HTML.indexOf(c) >= 0) {
            out.append(String.format("\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }
}
