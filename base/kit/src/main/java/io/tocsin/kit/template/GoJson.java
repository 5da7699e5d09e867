package io.tocsin.kit.template;

import io.tocsin.kit.GoFloat;
import io.tocsin.kit.TemplateException;
import io.tocsin.kit.TemplateType;
import io.tocsin.kit.TemplateValue;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Values as Go's `json.Marshal` writes them: keys sorted, `<`, `>` and `&` escaped.
public final class GoJson {
  private static final int DEPTH_MAX = 200;

  private final StringBuilder out = new StringBuilder();

  private GoJson() {}

  /// Returns the value in JSON.
  ///
  /// @throws TemplateException if it has no form there
  public static String write(@Nullable Object value) {
    var json = new GoJson();
    json.value(value, 0);
    return json.out.toString();
  }

  private void value(@Nullable Object value, int depth) {
    Budget.checkOutput(out.length());
    if (depth > DEPTH_MAX) {
      throw new TemplateException("json: nested too deep (expected: <= " + DEPTH_MAX + ")");
    }
    if (value instanceof TemplateValue own) {
      content(own, depth);
      return;
    }
    switch (value) {
      case null -> out.append("null");
      case ZonedDateTime time ->
          text(DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time.toOffsetDateTime()));
      default -> plain(Values.plain(value), value, depth);
    }
  }

  private void content(TemplateValue own, int depth) {
    var json = own.json();
    if (own.type().kind() == TemplateType.Kind.STRUCT && json instanceof Map<?, ?> fields) {
      object(List.copyOf(fields.entrySet()), depth);
    } else {
      value(json, depth + 1);
    }
  }

  private void plain(@Nullable Object plain, Object value, int depth) {
    switch (plain) {
      case Boolean flag -> out.append(flag);
      case Long number -> out.append(number);
      case Double number -> number(number);
      case String text -> text(text);
      case List<?> list -> list(list, depth);
      case Map<?, ?> map -> object(Values.sorted(map), depth);
      case null, default ->
          throw new TemplateException("json: unsupported type: " + TemplateType.of(value));
    }
  }

  private void number(double number) {
    if (!Double.isFinite(number)) {
      throw new TemplateException("json: unsupported value: " + GoFloat.g(number));
    }
    double size = Math.abs(number);
    if (size != 0 && (size < 1e-6 || size >= 1e21)) {
      // e-09 is written as e-9.
      out.append(GoFloat.g(number).replaceFirst("e-0(\\d)$", "e-$1"));
    } else {
      GoFloat.appendF(out, number);
    }
  }

  private void list(List<?> list, int depth) {
    out.append('[');
    for (int i = 0; i < list.size(); i++) {
      out.append(i > 0 ? "," : "");
      value(list.get(i), depth + 1);
    }
    out.append(']');
  }

  private void object(List<? extends Map.Entry<?, ?>> entries, int depth) {
    out.append('{');
    boolean first = true;
    for (var entry : entries) {
      out.append(first ? "" : ",");
      text(String.valueOf(entry.getKey()));
      out.append(':');
      value(entry.getValue(), depth + 1);
      first = false;
    }
    out.append('}');
  }

  private void text(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < ' ' || "<>&\u2028\u2029".indexOf(c) >= 0) {
            out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }
}
