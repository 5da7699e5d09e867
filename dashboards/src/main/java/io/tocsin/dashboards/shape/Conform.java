package io.tocsin.dashboards.shape;

import io.tocsin.dashboards.shape.Shape.Fields;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// Cuts a tree down to a shape, in the shape's order, and tells what had to go. Texts that are
/// numbers and numbers that are texts are taken for what is wanted, as browsers do. For one thread.
public final class Conform {
  private final Shapes shapes;
  private final BiConsumer<String, String> gone;

  /// @param gone is told the path of what had to go, and why
  public Conform(Shapes shapes, BiConsumer<String, String> gone) {
    this.shapes = shapes;
    this.gone = gone;
  }

  /// Returns the tree as far as it fits, or null where nothing of it does.
  public @Nullable Object cut(Object value, Shape shape, String path) {
    var resolved = shapes.resolve(shape);
    var cut =
        switch (resolved) {
          case Fields fields ->
              value instanceof Map<?, ?> ? fields(Trees.map(value), fields, path) : null;
          case Shape.ListOf list ->
              value instanceof List<?> ? list(Trees.list(value), list, path) : null;
          case Shape.MapOf map ->
              value instanceof Map<?, ?> ? map(Trees.map(value), map, path) : null;
          case Shape.OneOf one -> oneOf(value, shapes.choices(one), path);
          default -> scalar(value, resolved);
        };
    if (cut == null && !(value instanceof Map<?, ?> && resolved instanceof Fields)) {
      gone.accept(path, shown(value) + " (expected: " + Expectation.of(resolved) + ")");
    }
    return cut;
  }

  private static String shown(Object value) {
    return switch (value) {
      case Map<?, ?> _ -> "a map";
      case List<?> _ -> "a list";
      case Nothing _ -> "null";
      default -> Trees.text(value);
    };
  }

  /// Returns the scalar in the form that is wanted, or null.
  private static @Nullable Object scalar(Object value, Shape shape) {
    return switch (shape) {
      case Shape.Text _ ->
          value instanceof String || value instanceof BigDecimal || value instanceof Boolean
              ? Trees.text(value)
              : null;
      case Shape.Numeric _ -> number(value);
      case Shape.Bool _ ->
          value instanceof Boolean || "true".equals(value) || "false".equals(value)
              ? (Object) Boolean.valueOf(String.valueOf(value))
              : null;
      case Shape.Null _ -> value == Nothing.NULL ? value : null;
      case Shape.Any _ -> value;
      case Shape.Word word ->
          value instanceof String text
                  && (word.open() ? text.startsWith(word.text()) : text.equals(word.text()))
              ? value
              : null;
      case Shape.Exactly exactly -> {
        var number = number(value);
        yield number != null && number.compareTo(exactly.value()) == 0 ? number : null;
      }
      default -> null;
    };
  }

  private static @Nullable BigDecimal number(Object value) {
    if (value instanceof BigDecimal number) {
      return Trees.number(number);
    }
    boolean text = value instanceof String word && word.matches("-?[0-9]{1,30}(\\.[0-9]{1,30})?");
    return text ? Trees.number(new BigDecimal(Trees.text(value))) : null;
  }

  private @Nullable Map<String, Object> fields(
      Map<String, Object> value, Fields fields, String path) {
    var cut = new LinkedHashMap<String, Object>();
    fields
        .fields()
        .forEach((name, field) -> {
          var found = value.remove(name);
          if (found != null) {
            boolean absent = found == Nothing.NULL && field.optional() && !takesNull(field.shape());
            var fitting = absent ? null : cut(found, field.shape(), join(path, name));
            if (fitting != null) {
              cut.put(name, fitting);
            }
          }
        });
    value.forEach((name, left) -> {
      if (left != Nothing.NULL) {
        gone.accept(join(path, name), shown(left) + " (not in the model)");
      }
    });
    for (var field : fields.fields().entrySet()) {
      if (!field.getValue().optional() && !cut.containsKey(field.getKey())) {
        gone.accept(join(path, field.getKey()), "missing");
        return null;
      }
    }
    return cut;
  }

  private boolean takesNull(Shape shape) {
    return shapes.choices(shape).stream()
        .anyMatch(choice -> choice instanceof Shape.Null || choice instanceof Shape.Any);
  }

  private static String join(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  private List<Object> list(List<Object> value, Shape.ListOf shape, String path) {
    var cut = new ArrayList<Object>();
    for (int i = 0; i < value.size(); i++) {
      var fitting = cut(value.get(i), shape.item(), path + "[" + i + "]");
      if (fitting != null) {
        cut.add(fitting);
      }
    }
    return cut;
  }

  private Map<String, Object> map(Map<String, Object> value, Shape.MapOf shape, String path) {
    var cut = new LinkedHashMap<String, Object>();
    value.forEach((key, item) -> {
      var fitting = cut(item, shape.value(), join(path, key));
      if (fitting != null) {
        cut.put(key, fitting);
      }
    });
    return cut;
  }

  private @Nullable Object oneOf(Object value, List<Shape> choices, String path) {
    if (value instanceof Map<?, ?> map) {
      var kinds = shapes.kinds(choices);
      if (!kinds.isEmpty()) {
        var fields = kinds.get(Trees.text(map.get("kind")));
        return fields == null ? null : cut(value, fields, path);
      }
      for (var choice : choices) {
        if (choice instanceof Fields || choice instanceof Shape.MapOf) {
          return cut(value, choice, path);
        }
      }
      return null;
    }
    for (var choice : choices) {
      var fitting = value instanceof List<?> ? null : scalar(value, choice);
      if (fitting != null) {
        return fitting;
      }
      if (value instanceof List<?> && choice instanceof Shape.ListOf list) {
        return list(Trees.list(value), list, path);
      }
    }
    return null;
  }
}
