package io.tocsin.dashboards.shape;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/// What may stand at a place of a dashboard.
public sealed interface Shape {
  /// Any text.
  record Text() implements Shape {}

  record Numeric() implements Shape {}

  record Bool() implements Shape {}

  record Null() implements Shape {}

  /// Anything at all.
  record Any() implements Shape {}

  /// One word, or a word that begins so where `open`.
  record Word(String text, boolean open) implements Shape {}

  /// One number.
  record Exactly(BigDecimal value) implements Shape {}

  record ListOf(Shape item) implements Shape {}

  /// Texts of any name to values of one shape.
  record MapOf(Shape value) implements Shape {}

  /// Known names, in the order they are written.
  record Fields(String name, Map<String, Field> fields) implements Shape {}

  /// A name's shape, and whether it may be left out.
  record Field(Shape shape, boolean optional) {}

  /// One of several.
  record OneOf(List<Shape> choices) implements Shape {}

  /// A shape that is defined under a name; resolved by [Shapes#of].
  record Ref(String name) implements Shape {}
}
