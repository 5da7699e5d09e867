package io.tocsin.kit;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A value with fields or methods of its own, or a list, map or text under another type's name.
/// Templates see what is declared here and nothing else. Implementations are immutable.
public interface TemplateValue {
  TemplateType type();

  /// The fields of a struct, in order; empty for every other kind.
  default Map<String, ? extends @Nullable Object> fields() {
    return Map.of();
  }

  /// What may be called on the value, by name.
  default Map<String, TemplateFunction> methods() {
    return Map.of();
  }

  /// The List, Map, String, Long or Double that the value is under its name; null for a struct.
  default @Nullable Object underlying() {
    return null;
  }

  /// How the value prints itself, where it has an own way (Go's Stringer).
  default @Nullable String printed() {
    return null;
  }

  /// What the value is in JSON.
  default @Nullable Object json() {
    var content = underlying();
    return content != null ? content : fields();
  }

  /// Returns a map of texts, `map[string]string`: a missing key is the empty text.
  static TemplateValue texts(Map<String, String> map) {
    return map(TemplateType.TEXT_MAP, map);
  }

  /// Returns a list of texts, `[]string`.
  static TemplateValue texts(List<String> list) {
    return list(TemplateType.TEXTS, list);
  }

  /// Returns the list under that type.
  static TemplateValue list(TemplateType type, List<?> list) {
    return new TypedValue(type, list);
  }

  /// Returns the map under that type.
  static TemplateValue map(TemplateType type, Map<String, ?> map) {
    return new TypedValue(type, map);
  }
}
