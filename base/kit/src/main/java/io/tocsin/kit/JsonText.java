package io.tocsin.kit;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes JSON in one line in the form that Go's encoder gives it, with `<`, `>`, `&` and the
/// separators of lines escaped: what the programs around Alertmanager are used to. Safe for use by
/// many threads.
public final class JsonText {
  private static final double EXACT_MAX = 1e15;

  private JsonText() {}

  /// What knows its own JSON.
  @FunctionalInterface
  public interface Written {
    String json();
  }

  /// Returns a value as JSON: null, a text, a number, a truth, a list, a map, or [Written];
  /// anything else as its `toString` stands.
  public static String write(@Nullable Object value) {
    var out = new StringBuilder();
    write(out, value);
    return out.toString();
  }

  private static void write(StringBuilder out, @Nullable Object value) {
    switch (value) {
      case null -> out.append("null");
      case Written written -> out.append(written.json());
      case Map<?, ?> map -> object(out, map);
      case List<?> list -> array(out, list);
      case String text -> quote(out, text);
      case Double number -> number(out, number);
      default -> out.append(value);
    }
  }

  private static void object(StringBuilder out, Map<?, ?> fields) {
    out.append('{');
    var separator = "";
    for (var entry : fields.entrySet()) {
      quote(out.append(separator), String.valueOf(entry.getKey()));
      write(out.append(':'), entry.getValue());
      separator = ",";
    }
    out.append('}');
  }

  private static void array(StringBuilder out, List<?> items) {
    out.append('[');
    var separator = "";
    for (var item : items) {
      write(out.append(separator), item);
      separator = ",";
    }
    out.append(']');
  }

  private static void number(StringBuilder out, double number) {
    if (number == Math.rint(number) && Math.abs(number) < EXACT_MAX) {
      out.append((long) number);
    } else {
      out.append(number);
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
