package io.tocsin.dashboards.shape;

import io.tocsin.kit.JsonReader;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Makes and looks at trees.
public final class Trees {
  private Trees() {}

  /// Reads JSON as a tree; where a key comes twice the last counts, as in browsers.
  ///
  /// @throws IllegalArgumentException if it is no JSON
  public static Object json(String text) {
    return of(JsonReader.read(text.startsWith("\uFEFF") ? text.substring(1) : text));
  }

  /// Returns what a JSON reader made as a tree.
  public static Object of(@Nullable Object value) {
    return switch (value) {
      case null -> Nothing.NULL;
      case Map<?, ?> map -> {
        var tree = new LinkedHashMap<String, Object>();
        map.forEach((key, item) -> tree.put(String.valueOf(key), of(item)));
        yield tree;
      }
      case List<?> list -> {
        var tree = new ArrayList<Object>();
        list.forEach(item -> tree.add(of(item)));
        yield tree;
      }
      case BigDecimal number -> number(number);
      case Integer number -> number(BigDecimal.valueOf(number));
      case Double number -> number(BigDecimal.valueOf(number));
      default -> value;
    };
  }

  /// Returns the one form of a number, so that equal numbers are equal trees.
  public static BigDecimal number(BigDecimal number) {
    var stripped = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
    return stripped.scale() < 0 && stripped.scale() > -18 ? stripped.setScale(0) : stripped;
  }

  public static BigDecimal number(long number) {
    return number(BigDecimal.valueOf(number));
  }

  /// Returns the map, or an empty one for anything else.
  public static Map<String, Object> map(@Nullable Object value) {
    var map = new LinkedHashMap<String, Object>();
    if (value instanceof Map<?, ?> found) {
      found.forEach((key, item) -> {
        if (item != null) {
          map.put(String.valueOf(key), item);
        }
      });
    }
    return map;
  }

  /// Returns the list, or an empty one for anything else.
  public static List<Object> list(@Nullable Object value) {
    var list = new ArrayList<Object>();
    if (value instanceof List<?> found) {
      found.forEach(item -> list.add(item == null ? Nothing.NULL : item));
    }
    return list;
  }

  /// Returns the text of a text, number or boolean; the empty one for anything else.
  public static String text(@Nullable Object value) {
    return switch (value) {
      case String text -> text;
      case BigDecimal number -> number.toPlainString();
      case Boolean bool -> bool.toString();
      case null, default -> "";
    };
  }
}
