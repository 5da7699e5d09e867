package io.tocsin.dashboards.grafana;

import io.tocsin.dashboards.shape.Nothing;
import io.tocsin.dashboards.shape.Trees;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Thresholds of before there were steps: of graphs, each with its own look, and lists of numbers
/// beside lists of colours.
final class OldThresholds {
  private static final String CLEAR = "transparent";

  /// One line of an old graph.
  private record Old(BigDecimal value, boolean above, boolean fill, boolean line, String color) {}

  private OldThresholds() {}

  /// Returns steps of numbers between colours: `50,80` and three colours.
  static Map<String, Object> steps(List<Object> numbers, List<Object> colors) {
    var steps = new ArrayList<Object>();
    for (int i = 0; i < colors.size(); i++) {
      var color = Trees.text(colors.get(i));
      var value = i > 0 && i <= numbers.size() ? Source.number(numbers.get(i - 1)) : null;
      if (i == 0) {
        steps.add(step(Nothing.NULL, color));
      } else if (value != null) {
        steps.add(step(value, color));
      }
    }
    return Map.of("mode", "absolute", "steps", steps);
  }

  static Map<String, Object> step(Object value, String color) {
    var step = new LinkedHashMap<String, Object>();
    step.put("value", value);
    step.put("color", color);
    return step;
  }

  /// Reads a graph's thresholds: areas above or below a value, and lines.
  static void read(Source panel, Modern modern) {
    var found = new ArrayList<Old>();
    for (var one : panel.sections("thresholds")) {
      one.skip("yaxis", "visible", "$$hashKey", "colorMode", "lineColor", "fillColor");
      var value = one.number("value");
      boolean above = !one.text("op").equals("lt");
      boolean fill = one.flag("fill", false);
      boolean line = one.flag("line", false);
      if (value != null) {
        found.add(new Old(value, above, fill, line, color(one)));
      }
    }
    if (found.isEmpty()) {
      return;
    }
    found.sort(Comparator.comparing(Old::value));
    var steps = new ArrayList<Object>();
    var first = found.getFirst();
    steps.add(step(Nothing.NULL, first.above ? CLEAR : first.color));
    for (int i = 0; i < found.size(); i++) {
      var one = found.get(i);
      var next = i + 1 < found.size() ? found.get(i + 1) : null;
      var after = next != null && !next.above ? next.color : CLEAR;
      steps.add(step(one.value, one.above ? one.color : after));
    }
    boolean fill = found.stream().anyMatch(Old::fill);
    boolean line = found.stream().anyMatch(Old::line);
    modern.field("thresholds", Map.of("mode", "absolute", "steps", steps));
    var custom = Trees.map(Trees.map(modern.fields().get("defaults")).get("custom"));
    var mode = fill ? (line ? "line+area" : "area") : line ? "line" : "off";
    custom.put("thresholdsStyle", Map.of("mode", mode));
    modern.field("custom", custom);
  }

  private static String color(Source one) {
    var own = Trees.text(one.peek("fillColor"));
    return switch (Trees.text(one.peek("colorMode"))) {
      case "warning" -> "orange";
      case "ok" -> "green";
      case "custom" -> {
        var line = Trees.text(one.peek("lineColor"));
        yield own.isEmpty() ? (line.isEmpty() ? "red" : line) : own;
      }
      default -> "red";
    };
  }
}
