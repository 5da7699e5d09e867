package io.tocsin.dashboards.shape;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/// Writes a tree as JSON, indented by two spaces, maps in their order.
public final class JsonText {
  private final StringBuilder out = new StringBuilder();
  private final boolean pretty;

  private JsonText(boolean pretty) {
    this.pretty = pretty;
  }

  /// Returns the text with a line for each value, and a line feed at the end.
  public static String pretty(Object tree) {
    var text = new JsonText(true);
    text.value(tree, 0);
    return text.out.append('\n').toString();
  }

  /// Returns the text without blanks.
  public static String compact(Object tree) {
    var text = new JsonText(false);
    text.value(tree, 0);
    return text.out.toString();
  }

  private void value(Object value, int depth) {
    switch (value) {
      case Map<?, ?> map -> map(map, depth);
      case List<?> list -> list(list, depth);
      case String text -> quote(out, text);
      case BigDecimal number -> out.append(number);
      case Nothing _ -> out.append("null");
      default -> out.append(value);
    }
  }

  private void map(Map<?, ?> map, int depth) {
    out.append('{');
    var separator = "";
    for (var entry : map.entrySet()) {
      out.append(separator);
      line(depth + 1);
      quote(out, String.valueOf(entry.getKey()));
      out.append(pretty ? ": " : ":");
      value(entry.getValue(), depth + 1);
      separator = ",";
    }
    if (!map.isEmpty()) {
      line(depth);
    }
    out.append('}');
  }

  private void list(List<?> list, int depth) {
    out.append('[');
    var separator = "";
    for (var item : list) {
      out.append(separator);
      line(depth + 1);
      value(item, depth + 1);
      separator = ",";
    }
    if (!list.isEmpty()) {
      line(depth);
    }
    out.append(']');
  }

  private void line(int depth) {
    if (pretty) {
      out.append('\n').repeat("  ", depth);
    }
  }

  static void quote(StringBuilder out, String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> out.append('\\').append(c);
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          // What YAML cannot hold as it is either: controls, and halves of a pair.
          boolean plain = c >= ' ' && c != 127 && (c < 0x80 || c > 0x9f) && c != 0xfeff;
          if (plain && !Character.isSurrogate(c) && c != 0x2028 && c != 0x2029) {
            out.append(c);
          } else if (Character.isHighSurrogate(c)
              && i + 1 < text.length()
              && Character.isLowSurrogate(text.charAt(i + 1))) {
            out.append(c).append(text.charAt(++i));
          } else {
            out.append(String.format("\\u%04x", (int) c));
          }
        }
      }
    }
    out.append('"');
  }
}
