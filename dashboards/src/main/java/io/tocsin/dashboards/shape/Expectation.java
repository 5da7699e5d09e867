package io.tocsin.dashboards.shape;

import java.util.ArrayList;
import java.util.List;

/// What a shape wants, in the words of a message.
final class Expectation {
  private Expectation() {}

  static String of(List<? extends Shape> choices) {
    var words = new ArrayList<String>();
    choices.forEach(choice -> words.add(of(choice)));
    return String.join(", ", words.stream().distinct().toList());
  }

  static String of(Shape shape) {
    return switch (shape) {
      case Shape.Text _ -> "a text";
      case Shape.Numeric _ -> "a number";
      case Shape.Bool _ -> "true or false";
      case Shape.Null _ -> "null";
      case Shape.Any _ -> "anything";
      case Shape.Word word -> word.open() ? word.text() + "..." : word.text();
      case Shape.Exactly exactly -> exactly.value().toPlainString();
      case Shape.ListOf _ -> "a list";
      case Shape.MapOf _, Shape.Fields _ -> "a map";
      case Shape.OneOf one -> of(one.choices());
      case Shape.Ref ref -> ref.name();
    };
  }
}
