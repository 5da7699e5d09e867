package io.tocsin.kit;

import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The type of a value in a template, by the rules of Go: it decides what a function accepts, what
/// a missing key of a map stands for and what `%T` prints.
///
/// @param name as Go prints it, such as `map[string]string` or `template.KV`
/// @param element of a list or map; null for every other kind
/// @param defined has a name of its own: two defined types are never interchangeable
public record TemplateType(
    String name, Kind kind, @Nullable TemplateType element, boolean defined) {
  /// What a type is underneath its name.
  public enum Kind {
    ANY,
    BOOL,
    INT,
    FLOAT,
    TEXT,
    LIST,
    MAP,
    STRUCT,
    FUNCTION
  }

  public static final TemplateType ANY = basic("interface {}", Kind.ANY);
  public static final TemplateType BOOL = basic("bool", Kind.BOOL);
  public static final TemplateType INT = basic("int", Kind.INT);
  public static final TemplateType FLOAT = basic("float64", Kind.FLOAT);
  public static final TemplateType TEXT = basic("string", Kind.TEXT);
  public static final TemplateType TIME = defined("time.Time", Kind.STRUCT);
  public static final TemplateType DURATION = defined("time.Duration", Kind.INT);
  public static final TemplateType FUNCTION = basic("func", Kind.FUNCTION);
  public static final TemplateType LIST = listOf(ANY);
  public static final TemplateType TEXTS = listOf(TEXT);
  public static final TemplateType MAP = mapOf(ANY);
  public static final TemplateType TEXT_MAP = mapOf(TEXT);

  private static TemplateType basic(String name, Kind kind) {
    return new TemplateType(name, kind, null, true);
  }

  /// Returns a type with a name of its own, such as a struct.
  public static TemplateType defined(String name, Kind kind) {
    return new TemplateType(name, kind, null, true);
  }

  /// Returns the list type of that element.
  public static TemplateType listOf(TemplateType element) {
    return new TemplateType("[]" + element.name, Kind.LIST, element, false);
  }

  /// Returns the type of a map from texts to that element.
  public static TemplateType mapOf(TemplateType element) {
    return new TemplateType("map[string]" + element.name, Kind.MAP, element, false);
  }

  /// Returns this type under a name of its own.
  public TemplateType named(String own) {
    return new TemplateType(own, kind, element, true);
  }

  /// Returns the type of a value: String, Boolean, Long, Integer, Double, List, Map,
  /// [ZonedDateTime], [Duration], [TemplateFunction] or [TemplateValue]; null has none and is ANY.
  ///
  /// @throws TemplateException if the value is of another class
  public static TemplateType of(@Nullable Object value) {
    return switch (value) {
      case null -> ANY;
      case String text -> TEXT;
      case TemplateValue own -> own.type();
      case Boolean flag -> BOOL;
      case Long number -> INT;
      case Integer number -> INT;
      case Double number -> FLOAT;
      case List<?> list -> LIST;
      case Map<?, ?> map -> MAP;
      case ZonedDateTime time -> TIME;
      case Duration duration -> DURATION;
      case TemplateFunction function -> FUNCTION;
      default -> throw new TemplateException("template value: " + value.getClass().getName());
    };
  }

  /// Tells whether a value of `from` can stand where this type is wanted.
  public boolean accepts(TemplateType from) {
    if (kind == Kind.ANY || name.equals(from.name)) {
      return true;
    }
    boolean structural = kind == from.kind && (kind == Kind.LIST || kind == Kind.MAP);
    return structural && !(defined && from.defined) && sameElement(from);
  }

  private boolean sameElement(TemplateType from) {
    return element != null && from.element != null && element.name.equals(from.element.name);
  }

  /// Returns what an unset value of this type is.
  public @Nullable Object zero() {
    return switch (kind) {
      case ANY, STRUCT, FUNCTION -> null;
      case BOOL -> false;
      case INT -> name.equals("int") ? (Object) 0L : Duration.ZERO;
      case FLOAT -> 0.0;
      case TEXT -> "";
      case LIST -> TemplateValue.list(this, List.of());
      case MAP -> TemplateValue.map(this, Map.of());
    };
  }

  @Override
  public String toString() {
    return name;
  }
}
