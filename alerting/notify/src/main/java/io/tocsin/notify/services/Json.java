package io.tocsin.notify.services;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A JSON object as it grows, and the writer of JSON in the form that Go's encoder gives it, which
/// is what receivers of Alertmanager's messages are used to. For one thread.
public final class Json {
  private final Map<String, @Nullable Object> fields = new LinkedHashMap<>();

  /// JSON that is written as it is.
  record Raw(String json) {}

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
    return write(this) + "\n";
  }

  @Override
  public String toString() {
    return write(this);
  }

  /// Returns any value as JSON.
  public static String write(@Nullable Object value) {
    var out = new StringBuilder();
    write(out, value);
    return out.toString();
  }

  private static void write(StringBuilder out, @Nullable Object value) {
    switch (value) {
      case null -> out.append("null");
      case Json object -> object(out, object.fields);
      case Raw raw -> out.append(raw.json());
      case Map<?, ?> map -> object(out, map);
      case List<?> list -> array(out, list);
      case String text -> text(out, text);
      case Double number -> number(out, number);
      default -> out.append(value);
    }
  }

  private static void object(StringBuilder out, Map<?, ?> fields) {
    out.append('{');
    boolean first = true;
    for (var entry : fields.entrySet()) {
      if (!first) {
        out.append(',');
      }
      first = false;
      text(out, String.valueOf(entry.getKey()));
      out.append(':');
      write(out, entry.getValue());
    }
    out.append('}');
  }

  private static void array(StringBuilder out, List<?> items) {
    out.append('[');
    for (int i = 0; i < items.size(); i++) {
      if (i > 0) {
        out.append(',');
      }
      write(out, items.get(i));
    }
    out.append(']');
  }

  private static void number(StringBuilder out, double number) {
    if (number == Math.rint(number) && Math.abs(number) < 1e15) {
      out.append((long) number);
    } else {
      out.append(number);
    }
  }

  private static void text(StringBuilder out, String text) {
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
        case '<', '>', '&', '\u2028', '\u2029' -> escaped(out, c);
        default -> {
          if (c < ' ') {
            escaped(out, c);
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }

  private static void escaped(StringBuilder out, char c) {
    out.append(String.format("\\u%04x", (int) c));
  }
}
