package io.tocsin.dashboards.shape;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Writes a tree as YAML for people: a line for each key, small maps and lists of scalars on one
/// line, long texts as blocks. What it writes reads back to an equal tree.
public final class YamlWriter {
  private static final int LINE_MAX = 100;

  /// What is certainly a text without quotes, outside of brackets too.
  private static final Pattern PLAIN =
      Pattern.compile(
          "[A-Za-z_/$][A-Za-z0-9_./$%+()*-]*( [A-Za-z0-9_./$%+()*-]+)*|[0-9]{1,6}[smhdwy]");

  private static final Pattern NO_TEXT = Pattern.compile("(?i)true|false|yes|no|on|off|y|n|null");

  private final StringBuilder out = new StringBuilder();

  private YamlWriter() {}

  public static String write(Map<String, Object> tree) {
    var writer = new YamlWriter();
    writer.map(tree, 0);
    return writer.out.toString();
  }

  private void map(Map<?, ?> map, int depth) {
    map.forEach((key, value) -> {
      out.repeat("  ", depth);
      entry(String.valueOf(key), value, depth);
    });
  }

  private void entry(String key, Object value, int depth) {
    out.append(key(key)).append(':');
    child(value, depth);
  }

  /// Writes what comes after a colon.
  private void child(Object value, int depth) {
    var flow = flow(value);
    if (!flow.isEmpty() && (isScalar(value) || depth * 2 + flow.length() < LINE_MAX)) {
      block(value, flow, depth);
    } else if (value instanceof Map<?, ?> map) {
      out.append('\n');
      map(map, depth + 1);
    } else if (value instanceof List<?> list) {
      out.append('\n');
      list.forEach(item -> item(item, depth + 1));
    }
  }

  private void block(Object value, String flow, int depth) {
    if (value instanceof String text && isBlock(text)) {
      out.append(text.endsWith("\n") ? " |\n" : " |-\n");
      text.lines()
          .forEach(line -> {
            if (!line.isEmpty()) {
              out.repeat("  ", depth + 1).append(line);
            }
            out.append('\n');
          });
    } else {
      out.append(' ').append(flow).append('\n');
    }
  }

  /// A text of several lines, or a long one with quotes in it, that a block can hold exactly.
  private static boolean isBlock(String text) {
    boolean worth = text.contains("\n") || (text.length() > 60 && text.contains("\""));
    return worth
        && !text.startsWith(" ")
        && !text.startsWith("\n")
        && !text.endsWith("\n\n")
        && !text.isBlank()
        && text.lines().noneMatch(line -> !line.isEmpty() && line.isBlank())
        && text.chars()
            .allMatch(c -> c == '\n' || (c >= ' ' && c < 0x7f) || (c > 0xa0 && c < 0x2000))
        && !text.contains("\r");
  }

  private void item(Object item, int depth) {
    var flow = flow(item);
    out.repeat("  ", depth).append('-');
    if (item instanceof Map<?, ?> map
        && (flow.isEmpty() || depth * 2 + flow.length() >= LINE_MAX)) {
      out.append(' ');
      var entries = map.entrySet().iterator();
      var first = entries.next();
      entry(String.valueOf(first.getKey()), first.getValue(), depth + 1);
      entries.forEachRemaining(entry -> {
        out.repeat("  ", depth + 1);
        entry(String.valueOf(entry.getKey()), entry.getValue(), depth + 1);
      });
    } else {
      child(item, depth);
    }
  }

  private static boolean isScalar(Object value) {
    return !(value instanceof Map<?, ?> || value instanceof List<?>);
  }

  /// Returns the text on one line; the empty one for what deserves lines of its own.
  private static String flow(Object value) {
    return switch (value) {
      case Map<?, ?> map -> {
        var inner = new StringBuilder("{");
        for (var entry : map.entrySet()) {
          if (!isScalar(entry.getValue())) {
            yield "";
          }
          inner.append(inner.length() > 1 ? ", " : "");
          inner.append(key(String.valueOf(entry.getKey()))).append(": ");
          inner.append(scalar(entry.getValue()));
        }
        yield inner.append('}').toString();
      }
      case List<?> list -> {
        var inner = new StringBuilder("[");
        for (var item : list) {
          if (!isScalar(item)) {
            yield "";
          }
          inner.append(inner.length() > 1 ? ", " : "").append(scalar(item));
        }
        yield inner.append(']').toString();
      }
      default -> scalar(value);
    };
  }

  private static String scalar(Object value) {
    return switch (value) {
      case String text -> quoted(text);
      case BigDecimal number -> number.toString();
      case Nothing _ -> "null";
      default -> String.valueOf(value);
    };
  }

  /// Keys are texts, so that `y` and `off` need no quotes as such.
  private static String key(String text) {
    return text.matches("y|n|on|off|yes|no") ? text : quoted(text);
  }

  private static String quoted(String text) {
    if (PLAIN.matcher(text).matches()
        && text.length() < LINE_MAX
        && !NO_TEXT.matcher(text).matches()) {
      return text;
    }
    var out = new StringBuilder();
    boolean printable = text.chars().allMatch(c -> c >= ' ' && c < 0x7f);
    if (printable && text.contains("\"") && !text.contains("'")) {
      return out.append('\'').append(text).append('\'').toString();
    }
    JsonText.quote(out, text);
    return out.toString();
  }
}
