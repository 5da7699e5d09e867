package io.tocsin.api.alertmanager;

import io.tocsin.kit.JsonReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The fields of one JSON object of a body, read as what they must be. A field that is null counts
/// as missing.
///
/// @param body what the body is, for messages
/// @param path where the object is, for messages: empty, or ending in a dot
record Fields(String body, String path, Map<?, ?> map) {
  /// Reads a whole body.
  ///
  /// @throws Fault if it is no JSON
  static @Nullable Object read(String body, byte[] bytes) {
    if (bytes.length == 0) {
      throw Fault.required(body);
    }
    try {
      return JsonReader.read(new String(bytes, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      throw Fault.unreadable(body, String.valueOf(e.getMessage()));
    }
  }

  /// Takes a value for an object.
  ///
  /// @throws Fault if it is none
  static Fields of(String body, String path, @Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      return new Fields(body, path, map);
    }
    throw wrong(body, path, value, "object");
  }

  /// Takes a value for a list.
  ///
  /// @throws Fault if it is none
  static List<?> list(String body, String path, @Nullable Object value) {
    if (value instanceof List<?> list) {
      return list;
    }
    throw wrong(body, path, value, "array");
  }

  private static Fault wrong(String body, String path, @Nullable Object value, String expected) {
    var at = path.isEmpty() ? body : path.replaceAll("\\.$", "");
    return Fault.unreadable(body, at + " is " + kind(value) + " (expected: " + expected + ")");
  }

  private static String kind(@Nullable Object value) {
    return switch (value) {
      case null -> "null";
      case Map<?, ?> _ -> "an object";
      case List<?> _ -> "an array";
      case String _ -> "a string";
      case Boolean _ -> "a bool";
      default -> "a number";
    };
  }

  boolean has(String name) {
    return map.get(name) != null;
  }

  @Nullable Object value(String name) {
    return map.get(name);
  }

  /// @throws Fault if the field is missing
  void require(String name) {
    if (!has(name)) {
      throw Fault.required(path + name);
    }
  }

  /// Returns a text; empty where the field is missing.
  String text(String name) {
    return switch (map.get(name)) {
      case null -> "";
      case String text -> text;
      case Object other -> throw wrong(body, path + name, other, "string");
    };
  }

  boolean bool(String name, boolean otherwise) {
    return switch (map.get(name)) {
      case null -> otherwise;
      case Boolean bool -> bool;
      case Object other -> throw wrong(body, path + name, other, "bool");
    };
  }

  /// Returns a time in milliseconds since the epoch; 0 where the field is missing.
  long time(String name) {
    try {
      return DateTimes.parse(text(name));
    } catch (IllegalArgumentException e) {
      throw Fault.unreadable(body, String.valueOf(e.getMessage()));
    }
  }

  /// Returns names and texts; none where the field is missing.
  SortedMap<String, String> texts(String name) {
    var texts = new TreeMap<String, String>();
    if (has(name)) {
      var inner = of(body, path + name + ".", map.get(name));
      inner.map.forEach((key, value) -> texts.put((String) key, inner.text((String) key)));
    }
    return texts;
  }
}
