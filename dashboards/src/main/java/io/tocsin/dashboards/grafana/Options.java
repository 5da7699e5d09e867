package io.tocsin.dashboards.grafana;

import io.tocsin.dashboards.shape.Conform;
import io.tocsin.dashboards.shape.Nothing;
import io.tocsin.dashboards.shape.Shapes;
import io.tocsin.dashboards.shape.Trees;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Reads a panel's `options`. Most names are Grafana's; what has another form is changed, and the
/// rest is cut to the model. For one thread.
final class Options {
  private static final Map<String, String> RENAMED =
      Map.of(
          "frameIndex", "frame",
          "shape", "gaugeShape",
          "colWidth", "colWidth");

  private final String type;
  private final PanelLog log;

  Options(String type, PanelLog log) {
    this.type = type;
    this.log = log;
  }

  /// Returns the options in the own form; empty where nothing is set.
  Map<String, Object> read(Source options) {
    var own = new LinkedHashMap<String, Object>();
    switch (type) {
      case "heatmap" -> own.put("heatmap", HeatmapOptions.read(options));
      case "geomap" -> own.put("map", GeomapOptions.read(options, log));
      case "alertlist" -> own.put("alerts", AlertListOptions.read(options));
      case "text" -> text(options, own);
      case "piechart" -> pie(options, own);
      case "table" -> table(options, own);
      case "barchart" -> barChart(options);
      default -> {}
    }
    common(options, own);
    options
        .rest()
        .forEach((name, value) -> {
          boolean nothing = value.equals("") || name.equals("dataLinks");
          if (!Harmless.option(type, name, value) && !nothing) {
            own.put(RENAMED.getOrDefault(name, name), clean(value));
          }
        });
    options.left((path, value) -> log.drop(path, value));
    var conform = new Conform(Shapes.dashboard(), log::drop);
    return Trees.map(conform.cut(own, Shapes.dashboard().of("PanelOptions"), "options"));
  }

  private static Object clean(Object value) {
    if (!(value instanceof Map<?, ?>)) {
      return value;
    }
    var map = Trees.map(value);
    map.values().removeIf(item -> item == Nothing.NULL || item.equals(""));
    return map;
  }

  private void common(Source options, Map<String, Object> own) {
    if (type.equals("heatmap") || type.equals("geomap")) {
      return; // theirs are read with the rest
    }
    if (options.has("legend")) {
      own.put("legend", legend(options.section("legend")));
    }
    var old = options.take("tooltipOptions");
    var tooltip = Trees.map(options.has("tooltip") ? options.take("tooltip") : old);
    tooltip.values().removeIf(Nothing.NULL::equals);
    if (!tooltip.isEmpty() && !own.containsKey("tooltip")) {
      tooltip.putIfAbsent("mode", "single");
      own.put("tooltip", tooltip);
    }
    if (options.has("reduceOptions")) {
      own.put("reduce", reduce(options.section("reduceOptions")));
    }
    if (options.peek("text") instanceof Map<?, ?> sizes) {
      own.put("text", clean(sizes));
      options.skip("text");
    }
  }

  private static Map<String, Object> reduce(Source reduce) {
    var own = new LinkedHashMap<String, Object>();
    reduce.skip("defaults", "mappings", "thresholds", "override");
    own.put("calcs", reduce.list("calcs"));
    Targets.put(own, "fields", reduce.text("fields"));
    if (reduce.flag("values", false)) {
      own.put("values", true);
    }
    var limit = reduce.number("limit");
    if (limit != null) {
      own.put("limit", limit);
    }
    return own;
  }

  /// Reads a legend; before schema 37 a hidden one was a mode.
  private static Map<String, Object> legend(Source legend) {
    var own = new LinkedHashMap<String, Object>();
    var mode = legend.text("displayMode");
    boolean shown = legend.flag("showLegend", legend.flag("isVisible", true));
    boolean table = legend.flag("asTable", false) || mode.equals("table");
    own.put("mode", !shown || mode.equals("hidden") ? "hidden" : table ? "table" : "list");
    var placement = legend.text("placement");
    own.put(
        "placement",
        placement.isEmpty() ? "bottom" : placement.equals("under") ? "bottom" : placement);
    for (var name : List.of("calcs", "values")) {
      var list = legend.list(name);
      if (!list.isEmpty()) {
        own.put(name, list);
      }
    }
    Targets.put(own, "sortBy", legend.text("sortBy"));
    if (legend.flag("sortDesc", false)) {
      own.put("sortDesc", true);
    }
    legend.skip("sort", "overflow", "limit", "enableFacetedFilter");
    own.putAll(legend.rest());
    own.values().removeIf(value -> value.equals(""));
    return own;
  }

  private static void text(Source options, Map<String, Object> own) {
    var mode = options.text("mode");
    own.put("textFormat", mode.isEmpty() || mode.equals("text") ? "markdown" : mode);
    own.put("content", options.text("content"));
    var code = options.section("code");
    code.skip("showMiniMap"); // an editor's picture of the text beside the text
    if (mode.equals("code")) {
      own.put("language", code.text("language"));
      own.put("showLineNumbers", code.flag("showLineNumbers", false));
    } else {
      code.rest();
    }
  }

  private static void pie(Source options, Map<String, Object> own) {
    Targets.put(own, "pieSort", options.text("sort"));
  }

  private static void barChart(Source options) {
    options.skipIf("xTickLabelMaxLength", Trees.number(0));
  }

  private static void table(Source options, Map<String, Object> own) {
    var sort = new ArrayList<Object>();
    for (var by : options.sections("sortBy")) {
      by.skip("id");
      var entry = new LinkedHashMap<String, Object>();
      entry.put("field", by.text("displayName"));
      if (by.flag("desc", false)) {
        entry.put("desc", true);
      }
      sort.add(entry);
    }
    if (!sort.isEmpty()) {
      own.put("sortBy", sort);
    }
    boolean pages = options.flag("enablePagination", false);
    if (options.has("footer") || pages) {
      own.put("footer", footer(options.section("footer"), pages));
    }
  }

  private static Map<String, Object> footer(Source footer, boolean pages) {
    var own = new LinkedHashMap<String, Object>();
    footer.skip("calcs");
    own.put("show", footer.flag("show", false));
    own.put("calcs", footer.list("reducer"));
    var fields = footer.take("fields");
    var names =
        fields instanceof String name && !name.isEmpty() ? List.of(name) : Trees.list(fields);
    if (!names.isEmpty()) {
      own.put("fields", names);
    }
    if (footer.flag("countRows", false)) {
      own.put("countRows", true);
    }
    if (footer.flag("enablePagination", false) || pages) {
      own.put("pagination", true);
    }
    return own;
  }

  /// Returns the pattern of exactly these names; none for none.
  static String pattern(List<?> names) {
    if (names.isEmpty()) {
      return "";
    }
    var special = Pattern.compile("[.*+?^${}()|\\[\\]\\\\/]");
    return names.stream()
        .map(name -> special.matcher(String.valueOf(name)).replaceAll("\\\\$0"))
        .collect(java.util.stream.Collectors.joining("|", "/^(?:", ")$/"));
  }
}
