package io.tocsin.kit.template;

import io.tocsin.kit.TemplateType;
import io.tocsin.kit.TemplateValue;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What all kinds of values have in common, whatever their names.
public final class Values {
  private Values() {}

  /// Returns what a value is underneath its name: String, Boolean, Long, Double, List or Map; a
  /// struct, a time and a function are themselves.
  public static @Nullable Object plain(@Nullable Object value) {
    return switch (value) {
      case Integer number -> (Object) number.longValue();
      case Duration duration -> (Object) nanos(duration);
      case TemplateValue own -> own.underlying() == null ? own : plain(own.underlying());
      case null, default -> value;
    };
  }

  static long nanos(Duration duration) {
    try {
      return duration.toNanos();
    } catch (ArithmeticException tooLong) {
      return duration.isNegative() ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
  }

  /// Tells whether a value is not the zero of its type.
  static boolean isTrue(@Nullable Object value) {
    return switch (plain(value)) {
      case null -> false;
      case Boolean flag -> flag;
      case Long number -> number != 0;
      case Double number -> number != 0;
      case String text -> !text.isEmpty();
      case List<?> list -> !list.isEmpty();
      case Map<?, ?> map -> !map.isEmpty();
      default -> true;
    };
  }

  static TemplateType.Kind kind(@Nullable Object value) {
    return TemplateType.of(value).kind();
  }

  /// Returns the entries of a map in the order of its keys, as Go prints and walks them.
  static List<Map.Entry<?, ?>> sorted(Map<?, ?> map) {
    var entries = new ArrayList<Map.Entry<?, ?>>(map.entrySet());
    entries.sort(Comparator.comparing(e -> String.valueOf(e.getKey())));
    return entries;
  }

  static int bytes(String text) {
    int count = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      count += c < 0x80 ? 1 : c < 0x800 ? 2 : Character.isSurrogate(c) ? 2 : 3;
    }
    return count;
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
