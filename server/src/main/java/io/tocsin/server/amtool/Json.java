package io.tocsin.server.amtool;

import io.tocsin.kit.JsonReader;
import io.tocsin.kit.JsonText;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One value of JSON, as the reader makes it: what is asked of it and is not there is empty.
///
/// @param value of [JsonReader]
record Json(@Nullable Object value) implements JsonText.Written {
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
    return JsonText.write(value);
  }

  static String print(@Nullable Object value) {
    return JsonText.write(value);
  }

  @Override
  public String json() {
    return print();
  }
}
