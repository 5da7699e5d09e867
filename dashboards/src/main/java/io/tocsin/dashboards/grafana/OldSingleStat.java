package io.tocsin.dashboards.grafana;

import io.tocsin.dashboards.shape.Trees;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Makes a stat or a gauge of the panel `singlestat`, as Grafana does it since version 7.
final class OldSingleStat {
  private OldSingleStat() {}

  static Modern of(Source panel) {
    var gauge = panel.section("gauge");
    boolean round = gauge.flag("show", false);
    var modern = Modern.of(round ? "gauge" : "stat");
    modern.fields().put("overrides", new ArrayList<Object>());
    values(panel, modern);
    mappings(panel, modern);
    var sparkline = panel.section("sparkline");
    boolean graph = sparkline.flag("show", false);
    if (round) {
      modern.field(
          "min", gauge.number("minValue") == null ? Trees.number(0) : gauge.number("minValue"));
      modern.field(
          "max", gauge.number("maxValue") == null ? Trees.number(100) : gauge.number("maxValue"));
      modern.options().put("showThresholdLabels", gauge.flag("thresholdLabels", false));
      modern.options().put("showThresholdMarkers", gauge.flag("thresholdMarkers", true));
    } else {
      modern.options().put("graphMode", graph ? "area" : "none");
      colors(panel, sparkline, modern, graph);
    }
    gauge.rest();
    sparkline.rest();
    modern.options().put("orientation", "horizontal");
    // Sizes are fitted to the panel, as Grafana does with these panels now.
    panel.skip(
        "postfixFontSize",
        "prefixFontSize",
        "valueFontSize",
        "nullPointMode",
        "mappingTypes",
        "hideEmpty");
    panel.skip(
        "colorPrefix",
        "colorPostfix",
        "mappingType",
        "colors",
        "thresholds",
        "format",
        "colorBackground");
    panel.skip(
        "colorValue",
        "targetsRef",
        "titleFontSize",
        "legend",
        "fontSize",
        "tooltip",
        "aliasColors",
        "options");
    panel.skip("fieldConfig");
    panel.skip(OldGraph.LEFTOVERS);
    return modern;
  }

  private static void values(Source panel, Modern modern) {
    var name = panel.text("valueName");
    var reduce = new LinkedHashMap<String, Object>();
    reduce.put("calcs", List.of(calc(name)));
    var column = panel.text("tableColumn");
    if (!column.isEmpty()) {
      reduce.put("fields", Options.pattern(List.of(column)));
    }
    modern.options().put("reduceOptions", reduce);
    if (name.equals("name")) {
      modern.options().put("textMode", "name");
    }
    var format = Trees.text(panel.peek("format"));
    if (!format.isEmpty()) {
      modern.field("unit", name.equals("last_time") ? "dateTimeAsIso" : format);
    }
    var decimals = panel.number("decimals");
    if (decimals != null) {
      modern.field("decimals", decimals);
    }
    var nothing = panel.text("nullText");
    if (!nothing.isEmpty()) {
      modern.field("noValue", nothing);
    }
    for (var side : List.of("prefix", "postfix")) {
      var text = panel.text(side);
      if (!text.isEmpty()) {
        modern.options().put(side, text);
      }
    }
  }

  static String calc(String old) {
    return switch (old) {
      case "", "avg" -> "mean";
      case "current" -> "lastNotNull";
      case "total" -> "sum";
      case "name" -> "last";
      case "last_time" -> "last";
      default -> old;
    };
  }

  private static void mappings(Source panel, Modern modern) {
    var colors = Trees.list(panel.peek("colors"));
    var thresholds = Trees.text(panel.peek("thresholds"));
    if (!thresholds.isEmpty() && !colors.isEmpty()) {
      List<Object> numbers = new ArrayList<>(List.of(thresholds.split(",", -1)));
      if (numbers.size() >= colors.size()) {
        numbers = numbers.subList(1, numbers.size()); // before schema 9 the first was written too
      }
      modern.field("thresholds", OldThresholds.steps(numbers, colors));
    }
    var maps = mappings(panel);
    if (!maps.isEmpty()) {
      modern.field("mappings", maps);
    }
  }

  /// Returns the old mappings of values or ranges, whichever counts, with types.
  static List<Object> mappings(Source panel) {
    boolean ranges = Trees.text(panel.peek("mappingType")).equals("2");
    var maps = new ArrayList<Object>();
    for (var item : panel.list(ranges ? "rangeMaps" : "valueMaps")) {
      Map<String, Object> map = Trees.map(item);
      map.remove("op");
      map.put("type", Trees.number(ranges ? 2 : 1));
      if (!Trees.text(map.get("text")).isEmpty()) {
        maps.add(map);
      }
    }
    panel.skip("rangeMaps", "valueMaps");
    return maps;
  }

  private static void colors(Source panel, Source sparkline, Modern modern, boolean graph) {
    boolean background = panel.flag("colorBackground", false);
    boolean value = panel.flag("colorValue", false);
    modern.options().put("colorMode", background ? "background" : value ? "value" : "none");
    var line = sparkline.text("lineColor");
    if (!background && !value && graph && !line.isEmpty()) {
      modern.field("color", Map.of("mode", "fixed", "fixedColor", line));
    } else {
      modern.field("color", Map.of("mode", "thresholds"));
    }
    modern.options().put("justifyMode", "auto");
  }
}
