package io.tocsin.kit.template;

import io.tocsin.kit.TemplateArguments;
import io.tocsin.kit.TemplateException;
import io.tocsin.kit.TemplateFunction;
import io.tocsin.kit.TemplateType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `eq`, `lt` and the rest: only values of one basic kind compare, whatever their types' names.
final class Comparison {
  private Comparison() {}

  /// Tells whether the first argument equals one of the others.
  static boolean equal(TemplateArguments arguments) {
    if (arguments.count() < 2) {
      throw new TemplateException("missing argument for comparison");
    }
    for (int i = 1; i < arguments.count(); i++) {
      if (equal(arguments.value(0), arguments.value(i))) {
        return true;
      }
    }
    return false;
  }

  private static boolean equal(@Nullable Object first, @Nullable Object second) {
    var a = basic(first);
    var b = basic(second);
    if (a != null && b != null && a.getClass() == b.getClass()) {
      return a instanceof Double number ? number.doubleValue() == (Double) b : a.equals(b);
    }
    if (first == null || second == null) {
      return isNil(first) && isNil(second);
    }
    if (a != null || b != null) {
      throw new TemplateException(
          "incompatible types for comparison: "
              + TemplateType.of(first)
              + " and "
              + TemplateType.of(second));
    }
    return sameKind(first, second);
  }

  private static boolean sameKind(Object first, Object second) {
    var type = TemplateType.of(first);
    var other = TemplateType.of(second);
    if (type.kind() != other.kind()) {
      throw new TemplateException("non-comparable types " + type + ", " + other);
    }
    if (Values.plain(first) instanceof List<?>
        || Values.plain(first) instanceof Map<?, ?>
        || first instanceof TemplateFunction) {
      var printed = GoFormat.printf("%s", List.of(second));
      throw new TemplateException("non-comparable type " + printed + ": " + other);
    }
    return type.equals(other) && first.equals(second);
  }

  private static boolean isNil(@Nullable Object value) {
    return value == null;
  }

  /// Returns the Boolean, Long, Double or String of a value; null where it is none of them.
  private static @Nullable Object basic(@Nullable Object value) {
    return switch (Values.plain(value)) {
      case Boolean flag -> flag;
      case Long number -> number;
      case Double number -> number;
      case String text -> text;
      case null, default -> null;
    };
  }

  static boolean less(TemplateArguments arguments) {
    var a = basic(arguments.value(0));
    var b = basic(arguments.value(1));
    if (a == null || b == null || (a instanceof Boolean && b instanceof Boolean)) {
      throw new TemplateException("invalid type for comparison");
    }
    if (a instanceof Long first && b instanceof Long second) {
      return first < second;
    }
    if (a instanceof Double first && b instanceof Double second) {
      return first < second;
    }
    if (a instanceof String first && b instanceof String second) {
      return first.compareTo(second) < 0;
    }
    throw new TemplateException(
        "incompatible types for comparison: "
            + TemplateType.of(arguments.value(0))
            + " and "
            + TemplateType.of(arguments.value(1)));
  }

  static boolean lessOrEqual(TemplateArguments arguments) {
    return less(arguments) || equal(arguments);
  }
}
