package io.tocsin.model;

/// Prints label sets and quotes strings as PromQL and Go do.
public final class LabelsText {
  private LabelsText() {}

  static String print(Labels labels) {
    var out = new StringBuilder();
    var metric = labels.metricName();
    boolean plain = isMetricName(metric);
    if (plain) {
      out.append(metric);
      if (labels.size() == 1) {
        return out.toString();
      }
    }
    out.append('{');
    String separator = "";
    if (!plain && !metric.isEmpty()) {
      quote(out, metric);
      separator = ", ";
    }
    for (var label : labels) {
      if (!label.name().equals(Labels.NAME)) {
        out.append(separator);
        name(out, label.name());
        quote(out.append('='), label.value());
        separator = ", ";
      }
    }
    return out.append('}').toString();
  }

  private static void name(StringBuilder out, String name) {
    if (isLabelName(name)) {
      out.append(name);
    } else {
      quote(out, name);
    }
  }

  /// Tells whether the name matches `[a-zA-Z_][a-zA-Z0-9_]*`, so that it needs no quotes.
  public static boolean isLabelName(String name) {
    return isName(name, false);
  }

  /// Tells whether the name matches `[a-zA-Z_:][a-zA-Z0-9_:]*`, so that it needs no quotes.
  public static boolean isMetricName(String name) {
    return isName(name, true);
  }

  private static boolean isName(String name, boolean colons) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
      if (!letter && !(colons && c == ':') && !(i > 0 && c >= '0' && c <= '9')) {
        return false;
      }
    }
    return !name.isEmpty();
  }

  /// Tells whether a character is a lone low surrogate: a byte that was no UTF-8, plus U+DC00.
  private static boolean isByte(String text, int at) {
    return Character.isLowSurrogate(text.charAt(at))
        && (at == 0 || !Character.isHighSurrogate(text.charAt(at - 1)));
  }

  /// Appends `text` in double quotes with the escapes of Go's `strconv.Quote` for `"`, `\` and
  /// control characters.
  public static StringBuilder quote(StringBuilder out, String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\t' -> out.append("\\t");
        case '\r' -> out.append("\\r");
        case 7 -> out.append("\\a");
        case 8 -> out.append("\\b");
        case 11 -> out.append("\\v");
        case 12 -> out.append("\\f");
        default -> {
          if (c < ' ' || c == 127) {
            out.append(String.format("\\x%02x", (int) c));
          } else if (isByte(text, i)) {
            out.append(String.format("\\x%02x", c & 0xff));
          } else {
            out.append(c);
          }
        }
      }
    }
    return out.append('"');
  }
}
