package io.tocsin.notify.services;

import io.tocsin.kit.JsonText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A JSON object as it grows, written in the form that Go's encoder gives it, which is what
/// receivers of Alertmanager's messages are used to. For one thread.
public final class Json implements JsonText.Written {
  private final Map<String, @Nullable Object> fields = new LinkedHashMap<>();

  /// JSON that is written as it is.
  record Raw(String json) implements JsonText.Written {}

  /// Adds a field: a text, number, truth, list, map, another object, or null.
  public Json put(String name, @Nullable Object value) {
    fields.put(name, value);
    return this;
  }

  /// Adds a field unless its text is empty.
  public Json text(String name, String value) {
    return value.isEmpty() ? this : put(name, value);
  }

  /// Adds a field unless its list is empty.
  public Json list(String name, List<?> value) {
    return value.isEmpty() ? this : put(name, value);
  }

  /// Adds a field unless it is false.
  public Json flag(String name, boolean value) {
    return value ? put(name, true) : this;
  }

  /// Returns the object, ending with a line end.
  public String line() {
    return json() + "\n";
  }

  @Override
  public String json() {
    return JsonText.write(fields);
  }

  @Override
  public String toString() {
    return json();
  }

  /// Returns any value as JSON.
  public static String write(@Nullable Object value) {
    return JsonText.write(value);
  }
}
