package io.tocsin.dashboards.grafana;

import io.tocsin.dashboards.shape.Trees;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The axes of an old graph, those of before schema 12 too.
///
/// @param right what series on the right axis are set to
record OldAxes(Map<String, Object> first, List<Map<String, Object>> right) {
  static OldAxes of(Source panel) {
    var axes = new ArrayList<Source>();
    if (panel.has("yaxes")) {
      axes.addAll(panel.sections("yaxes"));
    } else {
      axes.add(Source.of("yaxes[0]", ancient(panel, 0, "left")));
      axes.add(Source.of("yaxes[1]", ancient(panel, 1, "right")));
    }
    var left =
        axes.isEmpty() ? new LinkedHashMap<String, Object>() : settings(axes.getFirst(), "left");
    var right = new ArrayList<Map<String, Object>>();
    if (axes.size() > 1) {
      var settings = settings(axes.get(1), "right");
      var custom = Trees.map(settings.remove("custom"));
      settings.forEach((name, value) -> right.add(Modern.property(name, value)));
      custom.forEach((name, value) -> right.add(Modern.property("custom." + name, value)));
    }
    return new OldAxes(left, right);
  }

  /// Before schema 12 axes were spread over the panel.
  private static Map<String, Object> ancient(Source panel, int index, String side) {
    var axis = new LinkedHashMap<String, Object>();
    var formats = Trees.list(panel.peek("y_formats"));
    axis.put("format", index < formats.size() ? formats.get(index) : "short");
    var grid = Trees.map(panel.peek("grid"));
    for (var name : List.of("Min", "Max", "LogBase")) {
      var value = grid.get(side + name);
      if (value != null) {
        axis.put(Character.toLowerCase(name.charAt(0)) + name.substring(1), value);
      }
    }
    var label = Trees.text(panel.peek(side + "YAxisLabel"));
    if (!label.isEmpty()) {
      axis.put("label", label);
    }
    axis.put("show", !Boolean.FALSE.equals(panel.peek("y-axis")));
    return axis;
  }

  private static Map<String, Object> settings(Source axis, String side) {
    var settings = new LinkedHashMap<String, Object>();
    axis.skip("$$hashKey", "splitFactor", "buckets", "mode", "name", "values", "logbase");
    Targets.put(settings, "unit", axis.text("format"));
    for (var name : List.of("decimals", "min", "max")) {
      var number = axis.number(name);
      if (number != null) {
        settings.put(name, number);
      }
    }
    var custom = new LinkedHashMap<String, Object>();
    boolean shown = axis.flag("show", true);
    custom.put("axisPlacement", shown ? (side.equals("right") ? "right" : "auto") : "hidden");
    Targets.put(custom, "axisLabel", axis.text("label"));
    double base = axis.number("logBase", 1);
    if (base > 1) {
      // Bases other than 2 and 10 are gone from Grafana too.
      custom.put(
          "scaleDistribution", Map.of("type", "log", "log", Trees.number(base == 2 ? 2 : 10)));
    }
    settings.put("custom", custom);
    return settings;
  }

  /// Puts the left axis into what holds for all fields.
  void left(Modern modern) {
    var defaults = Trees.map(modern.fields().get("defaults"));
    var custom = Trees.map(defaults.get("custom"));
    custom.putAll(Trees.map(first.get("custom")));
    first.forEach(modern::field);
    modern.field("custom", custom);
  }
}
