package io.tocsin.dashboards.grafana;

import io.tocsin.dashboards.shape.Trees;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Makes a table of today of the panel `table-old`, which was `table` before schema 24.
final class OldTable {
  private static final Map<String, String> TRANSFORMS =
      Map.of(
          "timeseries_to_columns",
          "joinByField",
          "timeseries_to_rows",
          "seriesToRows",
          "table",
          "merge");

  private final Source panel;
  private final PanelLog log;
  private final Modern modern = Modern.of("table");

  private OldTable(Source panel, PanelLog log) {
    this.panel = panel;
    this.log = log;
  }

  static Modern of(Source panel, PanelLog log) {
    return new OldTable(panel, log).read();
  }

  private Modern read() {
    transform();
    modern.fields().put("overrides", new ArrayList<Object>());
    for (var style : panel.sections("styles")) {
      style(style);
    }
    var columns = panel.sections("columns");
    var options = modern.options();
    options.put("showHeader", panel.flag("showHeader", true));
    var sort = panel.section("sort");
    var column = sort.number("col");
    if (column != null && column.intValue() < columns.size()) {
      var entry = new LinkedHashMap<String, Object>();
      entry.put("displayName", columns.get(column.intValue()).text("text"));
      entry.put("desc", sort.flag("desc", false));
      options.put("sortBy", List.of(entry));
    }
    sort.rest();
    columns.forEach(Source::rest);
    if (panel.number("pageSize", 0) > 0) {
      options.put("footer", Map.of("show", false, "reducer", List.of(), "enablePagination", true));
    }
    panel.skip("fontSize", "scroll", "pageSize", "filterNull", "legend", "tooltip");
    panel.skip("fieldConfig", "options");
    panel.skip(OldGraph.LEFTOVERS);
    return modern;
  }

  private void transform() {
    var transform = panel.text("transform");
    var options = new LinkedHashMap<String, Object>();
    if (transform.equals("timeseries_aggregations")) {
      var reducers = new ArrayList<Object>();
      for (var column : Trees.list(panel.peek("columns"))) {
        reducers.add(OldLegend.reducer(Trees.text(Trees.map(column).get("value"))));
      }
      options.put("reducers", reducers);
      modern.transformations().add(Map.of("id", "reduce", "options", options));
    } else if (TRANSFORMS.containsKey(transform)) {
      if (transform.equals("timeseries_to_columns")) {
        options.put("mode", "outer");
      }
      modern.transformations().add(Map.of("id", TRANSFORMS.get(transform), "options", options));
    } else if (!transform.isEmpty()) {
      log.drop("transform", transform);
    }
  }

  private void style(Source style) {
    style.skip(
        "$$hashKey",
        "sanitize",
        "preserveFormat",
        "mappingType",
        "colors",
        "thresholds",
        "colorMode");
    style.skip(
        "dateFormat",
        "unit",
        "decimals",
        "rangeMaps",
        "valueMaps",
        "link",
        "linkUrl",
        "linkTooltip");
    style.skip("linkTargetBlank", "align", "alias");
    var pattern = style.text("pattern");
    var type = style.text("type");
    var properties = new ArrayList<Map<String, Object>>();
    var alias = style.text("alias");
    if (!alias.isEmpty()) {
      properties.add(Modern.property("displayName", alias));
    }
    switch (type) {
      case "hidden" -> properties.add(Modern.property("custom.hidden", true));
      case "date" ->
          properties.add(
              Modern.property(
                  "unit", "time: " + or(style.text("dateFormat"), "YYYY-MM-DD HH:mm:ss")));
      case "number" -> number(style, properties);
      default -> {}
    }
    var align = style.text("align");
    if (!align.isEmpty() && !align.equals("auto")) {
      properties.add(Modern.property("custom.align", align));
    }
    var maps = OldSingleStat.mappings(style);
    if (!maps.isEmpty()) {
      properties.add(Modern.property("mappings", maps));
    }
    link(style, properties);
    if (pattern.equals("/.*/")) {
      properties.forEach(property -> byPath(property));
    } else if (!properties.isEmpty() && !pattern.isEmpty()) {
      modern.override(Modern.matcher(pattern), pattern, properties);
    }
  }

  /// What was set for every column holds for all fields.
  private void byPath(Map<String, Object> property) {
    var id = Trees.text(property.get("id"));
    var value = property.getOrDefault("value", "");
    if (id.startsWith("custom.")) {
      var custom = Trees.map(Trees.map(modern.fields().get("defaults")).get("custom"));
      custom.put(id.substring(7), value);
      modern.field("custom", custom);
    } else {
      modern.field(id, value);
    }
  }

  private static String or(String text, String otherwise) {
    return text.isEmpty() ? otherwise : text;
  }

  private static void number(Source style, List<Map<String, Object>> properties) {
    var unit = style.text("unit");
    if (!unit.isEmpty()) {
      properties.add(Modern.property("unit", unit));
    }
    var decimals = style.number("decimals");
    if (decimals != null) {
      properties.add(Modern.property("decimals", decimals));
    }
    var thresholds = Trees.list(style.peek("thresholds"));
    var colors = Trees.list(style.peek("colors"));
    if (!thresholds.isEmpty() && !colors.isEmpty()) {
      properties.add(Modern.property("thresholds", OldThresholds.steps(thresholds, colors)));
    }
    var mode = style.text("colorMode");
    if (!mode.isEmpty()) {
      var cell =
          mode.equals("value")
              ? Map.of("type", "color-text")
              : mode.equals("row")
                  ? Map.of("type", "color-background", "mode", "basic", "applyToRow", true)
                  : Map.of("type", "color-background", "mode", "basic");
      properties.add(Modern.property("custom.cellOptions", cell));
      properties.add(Modern.property("color", Map.of("mode", "thresholds")));
    }
  }

  private static void link(Source style, List<Map<String, Object>> properties) {
    var url = style.text("linkUrl");
    if (style.flag("link", false) && !url.isEmpty()) {
      var link = new LinkedHashMap<String, Object>();
      link.put("title", style.text("linkTooltip"));
      link.put(
          "url",
          url.replaceAll("\\$\\{?__cell_([0-9]+)(:\\w+)?}?", "\\${__data.fields[$1]}")
              .replaceAll("\\$\\{__cell(:\\w+)?}|\\$__cell\\b", "\\${__value.text}"));
      link.put("targetBlank", style.flag("linkTargetBlank", false));
      properties.add(Modern.property("links", List.of(link)));
    }
  }
}
