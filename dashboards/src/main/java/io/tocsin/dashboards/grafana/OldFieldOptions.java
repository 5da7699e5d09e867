package io.tocsin.dashboards.grafana;

import io.tocsin.dashboards.shape.Nothing;
import io.tocsin.dashboards.shape.Trees;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Gauges, bar gauges and stats of version 6 kept in `options` what `fieldConfig` holds now.
final class OldFieldOptions {
  private OldFieldOptions() {}

  /// Returns the panel with both in their places of today.
  static Modern of(String type, Source panel) {
    var modern = Modern.of(type);
    var options = Trees.map(panel.take("options"));
    modern.fields().putAll(Trees.map(panel.take("fieldConfig")));
    var old = Trees.map(options.remove("fieldOptions"));
    var values = Trees.map(options.remove("valueOptions"));
    old.putAll(values);
    for (var name :
        List.of(
            "minValue", "maxValue", "thresholds", "valueMappings", "unit", "decimals", "stat")) {
      var value = options.remove(name);
      if (value != null && value != Nothing.NULL) {
        old.putIfAbsent(name, value);
      }
    }
    if (!old.isEmpty()) {
      fields(old, modern);
      options.putIfAbsent("reduceOptions", reduce(old));
    }
    modern.options().putAll(options);
    return modern;
  }

  private static Map<String, Object> reduce(Map<String, Object> old) {
    var reduce = new LinkedHashMap<String, Object>();
    var calcs = Trees.list(old.get("calcs"));
    var stat = Trees.text(old.get("stat"));
    if (calcs.isEmpty() && !stat.isEmpty()) {
      calcs.add(OldSingleStat.calc(stat));
    }
    reduce.put("calcs", calcs);
    for (var name : List.of("values", "limit", "fields")) {
      var value = old.get(name);
      if (value != null && value != Nothing.NULL) {
        reduce.put(name, value);
      }
    }
    return reduce;
  }

  private static void fields(Map<String, Object> old, Modern modern) {
    var defaults = Trees.map(modern.fields().get("defaults"));
    Trees.map(old.get("defaults")).forEach(defaults::putIfAbsent);
    var names =
        Map.of(
            "minValue",
            "min",
            "maxValue",
            "max",
            "unit",
            "unit",
            "decimals",
            "decimals",
            "mappings",
            "mappings",
            "valueMappings",
            "mappings");
    names.forEach((from, to) -> {
      var value = old.get(from);
      if (value != null && value != Nothing.NULL) {
        defaults.putIfAbsent(to, value);
      }
    });
    if (old.get("thresholds") instanceof List<?> list) {
      var steps = new ArrayList<Object>();
      Trees.list(list).stream()
          .map(Trees::map)
          .sorted(java.util.Comparator.comparingDouble(step -> order(step)))
          .forEach(steps::add);
      defaults.putIfAbsent("thresholds", Map.of("mode", "absolute", "steps", steps));
    }
    if (defaults.containsKey("title")) {
      defaults.putIfAbsent("displayName", defaults.getOrDefault("title", ""));
    }
    modern.fields().put("defaults", defaults);
    var overrides = Trees.list(old.get("overrides"));
    if (!overrides.isEmpty()) {
      modern.fields().putIfAbsent("overrides", overrides);
    }
  }

  private static double order(Map<String, Object> step) {
    var value = Source.number(step.get("value"));
    return value == null ? Double.NEGATIVE_INFINITY : value.doubleValue();
  }
}
