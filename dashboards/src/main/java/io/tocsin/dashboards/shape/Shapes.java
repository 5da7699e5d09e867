package io.tocsin.dashboards.shape;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The shapes of the model by their names. Immutable.
public final class Shapes {
  private final Map<String, Shape> named;

  Shapes(Map<String, Shape> named) {
    this.named = Map.copyOf(named);
  }

  /// Returns the shapes of a dashboard, read when they are first asked for.
  public static Shapes dashboard() {
    return Loaded.DASHBOARD;
  }

  private static final class Loaded {
    static final Shapes DASHBOARD = load();

    private static Shapes load() {
      try (var in = Shapes.class.getResourceAsStream("model.ts")) {
        if (in == null) {
          throw new IllegalStateException("model.ts is missing (expected: beside the classes)");
        }
        return ShapeParser.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /// Returns the shape of a name, such as `Panel`.
  public Shape of(String name) {
    var shape = named.get(name);
    if (shape == null) {
      throw new IllegalArgumentException(name + ": no such shape");
    }
    return shape instanceof Shape.Ref ref ? of(ref.name()) : shape;
  }

  /// Returns what a reference leads to, or the shape itself.
  Shape resolve(Shape shape) {
    return shape instanceof Shape.Ref ref ? of(ref.name()) : shape;
  }

  /// Returns the names that objects of a shape may have.
  public Map<String, Shape.Field> fields(String name) {
    return of(name) instanceof Shape.Fields fields ? fields.fields() : Map.of();
  }

  /// Returns the choices of a shape, with those of its choices in their place.
  List<Shape> choices(Shape shape) {
    var resolved = resolve(shape);
    if (!(resolved instanceof Shape.OneOf one)) {
      return List.of(resolved);
    }
    var all = new ArrayList<Shape>();
    one.choices().forEach(choice -> all.addAll(choices(choice)));
    return all;
  }

  /// Returns the object shapes of a choice by the words that their `kind` may be.
  Map<String, Shape.Fields> kinds(List<Shape> choices) {
    var kinds = new LinkedHashMap<String, Shape.Fields>();
    for (var choice : choices) {
      if (choice instanceof Shape.Fields fields) {
        var kind = fields.fields().get("kind");
        var words = kind == null ? List.<Shape>of() : choices(kind.shape());
        for (var word : words) {
          if (word instanceof Shape.Word known) {
            kinds.put(known.text(), fields);
          }
        }
      }
    }
    return kinds;
  }
}
