package io.tocsin.kit;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a template function was called with, already checked against its parameters.
public final class TemplateArguments {
  private final List<@Nullable Object> values;

  public TemplateArguments(List<? extends @Nullable Object> values) {
    this.values = Collections.unmodifiableList(values);
  }

  public int count() {
    return values.size();
  }

  public List<@Nullable Object> all() {
    return values;
  }

  public @Nullable Object value(int index) {
    return values.get(index);
  }

  /// Returns the argument of a TEXT parameter.
  public String text(int index) {
    return plain(index) instanceof String text ? text : "";
  }

  /// Returns the argument of an INT parameter.
  public long integer(int index) {
    return plain(index) instanceof Number number ? number.longValue() : 0;
  }

  /// Returns the argument of a FLOAT parameter.
  public double number(int index) {
    return plain(index) instanceof Number number ? number.doubleValue() : 0;
  }

  /// Returns the argument of a list parameter.
  public List<?> list(int index) {
    return plain(index) instanceof List<?> list ? list : List.of();
  }

  /// Returns the argument of a map parameter.
  public Map<?, ?> map(int index) {
    return plain(index) instanceof Map<?, ?> map ? map : Map.of();
  }

  private @Nullable Object plain(int index) {
    var value = values.get(index);
    return value instanceof TemplateValue own ? own.underlying() : value;
  }
}
