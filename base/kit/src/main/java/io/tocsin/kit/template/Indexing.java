package io.tocsin.kit.template;

import io.tocsin.kit.TemplateArguments;
import io.tocsin.kit.TemplateException;
import io.tocsin.kit.TemplateType;
import io.tocsin.kit.TemplateValue;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `len`, `index` and `slice`. Texts count in bytes of UTF-8, as in Go.
final class Indexing {
  private Indexing() {}

  static long length(@Nullable Object value) {
    return switch (Values.plain(value)) {
      case null -> throw new TemplateException("len of nil pointer");
      case String text -> Values.bytes(text);
      case List<?> list -> list.size();
      case Map<?, ?> map -> map.size();
      default -> throw new TemplateException("len of type " + TemplateType.of(value));
    };
  }

  static @Nullable Object index(TemplateArguments arguments) {
    var item = arguments.value(0);
    if (item == null) {
      throw new TemplateException("index of untyped nil");
    }
    for (int i = 1; i < arguments.count(); i++) {
      if (item == null) {
        throw new TemplateException("index of nil pointer");
      }
      item = at(item, arguments.value(i));
    }
    return item;
  }

  private static @Nullable Object at(Object item, @Nullable Object index) {
    return switch (Values.plain(item)) {
      case String text -> {
        var bytes = Values.utf8(text);
        yield bytes[inside(index, bytes.length, "string")] & 0xffL;
      }
      case List<?> list -> list.get(inside(index, list.size(), "slice"));
      case Map<?, ?> map -> {
        if (!(Values.plain(index) instanceof String key)) {
          throw new TemplateException(
              index == null
                  ? "value is nil; should be of type string"
                  : "value has type " + TemplateType.of(index) + "; should be string");
        }
        var element = TemplateType.of(item).element();
        yield map.containsKey(key) || element == null ? map.get(key) : element.zero();
      }
      case null, default ->
          throw new TemplateException("can't index item of type " + TemplateType.of(item));
    };
  }

  private static int inside(@Nullable Object index, int size, String kind) {
    int at = position(index, size);
    if (at == size) {
      throw new TemplateException("reflect: " + kind + " index out of range");
    }
    return at;
  }

  private static int position(@Nullable Object index, int max) {
    if (index == null) {
      throw new TemplateException("cannot index slice/array with nil");
    }
    if (!(Values.plain(index) instanceof Long at)) {
      throw new TemplateException("cannot index slice/array with type " + TemplateType.of(index));
    }
    if (at < 0 || at > max) {
      throw new TemplateException("index out of range: " + at);
    }
    return (int) (long) at;
  }

  static Object slice(TemplateArguments arguments) {
    var item = arguments.value(0);
    int count = arguments.count() - 1;
    if (item == null) {
      throw new TemplateException("slice of untyped nil");
    }
    if (count > 3) {
      throw new TemplateException("too many slice indexes: " + count);
    }
    return switch (Values.plain(item)) {
      case String text -> {
        if (count == 3) {
          throw new TemplateException("cannot 3-index slice a string");
        }
        var bytes = Values.utf8(text);
        var bounds = bounds(arguments, bytes.length);
        yield new String(Arrays.copyOfRange(bytes, bounds[0], bounds[1]), StandardCharsets.UTF_8);
      }
      case List<?> list -> {
        var bounds = bounds(arguments, list.size());
        yield TemplateValue.list(TemplateType.of(item), list.subList(bounds[0], bounds[1]));
      }
      case null, default ->
          throw new TemplateException("can't slice item of type " + TemplateType.of(item));
    };
  }

  private static int[] bounds(TemplateArguments arguments, int size) {
    int[] bounds = {0, size, size};
    for (int i = 1; i < arguments.count(); i++) {
      bounds[i - 1] = position(arguments.value(i), size);
    }
    if (bounds[0] > bounds[1]) {
      throw invalid(bounds[0], bounds[1]);
    }
    if (bounds[1] > bounds[2]) {
      throw invalid(bounds[1], bounds[2]);
    }
    return bounds;
  }

  private static TemplateException invalid(int low, int high) {
    return new TemplateException("invalid slice index: " + low + " > " + high);
  }
}
