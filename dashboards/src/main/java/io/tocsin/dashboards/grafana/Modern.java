package io.tocsin.dashboards.grafana;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What an old panel is in Grafana's form of today, as far as it differs: the rest of the panel is
/// read as it is.
///
/// @param type the kind of today
/// @param transformations put before those of the panel
record Modern(
    String type,
    Map<String, Object> options,
    Map<String, Object> fields,
    List<Object> transformations) {
  static Modern of(String type) {
    return new Modern(type, new LinkedHashMap<>(), new LinkedHashMap<>(), new ArrayList<>());
  }

  /// Sets something for all fields.
  void field(String name, Object value) {
    @SuppressWarnings("unchecked")
    var defaults =
        (Map<String, Object>)
            fields.computeIfAbsent("defaults", _ -> new LinkedHashMap<String, Object>());
    defaults.put(name, value);
  }

  /// Sets something for fields that a matcher takes.
  void override(String matcher, Object options, List<Map<String, Object>> properties) {
    @SuppressWarnings("unchecked")
    var overrides =
        (List<Object>) fields.computeIfAbsent("overrides", _ -> new ArrayList<Object>());
    overrides.add(
        Map.of("matcher", Map.of("id", matcher, "options", options), "properties", properties));
  }

  static Map<String, Object> property(String id, Object value) {
    return Map.of("id", id, "value", value);
  }

  /// Series were named as they are, or by a pattern between slashes.
  static String matcher(String alias) {
    return alias.length() > 1 && alias.startsWith("/") && alias.matches("/.*/[a-z]*")
        ? "byRegexp"
        : "byName";
  }
}
