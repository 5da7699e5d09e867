package io.tocsin.dashboards.grafana;

import io.tocsin.dashboards.shape.Trees;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Makes time series of the panel `graph`, as Grafana does it since version 11. For one thread.
final class OldGraph {
  private static final BigDecimal TWO = new BigDecimal(2);
  private static final BigDecimal TEN = new BigDecimal(10);

  private final Source panel;
  private final PanelLog log;
  private final Modern modern;

  private OldGraph(Source panel, PanelLog log, Modern modern) {
    this.panel = panel;
    this.log = log;
    this.modern = modern;
  }

  static Modern of(Source panel, PanelLog log) {
    var mode = Trees.text(Trees.map(panel.peek("xaxis")).get("mode"));
    var type =
        switch (mode) {
          case "series" -> "barchart";
          case "histogram" -> "histogram";
          default -> "timeseries";
        };
    var modern = Modern.of(type);
    new OldGraph(panel, log, modern).read();
    return modern;
  }

  private void read() {
    modern.fields().putAll(Trees.map(panel.take("fieldConfig")));
    modern.fields().putIfAbsent("defaults", new LinkedHashMap<>());
    modern.fields().put("overrides", Trees.list(modern.fields().get("overrides")));
    var axes = OldAxes.of(panel);
    axes.left(modern);
    style();
    xAxis();
    aliasColors();
    for (var series : panel.sections("seriesOverrides")) {
      var alias = series.text("alias");
      var properties = new OldSeries(series, axes, log).properties();
      if (!alias.isEmpty() && !properties.isEmpty()) {
        modern.override(Modern.matcher(alias), alias, properties);
      }
    }
    OldLegend.read(panel, modern);
    tooltip();
    OldThresholds.read(panel, modern);
    var decimals = panel.number("decimals");
    if (decimals != null && !Trees.map(modern.fields().get("defaults")).containsKey("decimals")) {
      modern.field("decimals", decimals);
    }
    var options = panel.section("options");
    options.skip("alertThreshold", "dataLinks");
    var links = Trees.list(options.peek("dataLinks"));
    if (!links.isEmpty()) {
      modern.field("links", links);
    }
    if (panel.peek("alert") != null) {
      log.note("its alert rule is not taken over: Grafana reads none in a panel since version 11");
    }
    panel.skip(
        "alert",
        "hiddenSeries",
        "renderer",
        "x-axis",
        "hideEmpty",
        "hideZero",
        "scale",
        "zerofill");
    panel.skip(
        "stackMode",
        "annotate",
        "interactive",
        "spyable",
        "loadingEditor",
        "timezone",
        "resolution");
    panel.skip(
        "leftYAxisLabel", "rightYAxisLabel", "y_formats", "y-axis", "grid", "yaxis", "queriesNum");
    panel.skip(
        "datasourceErrors",
        "fillBelowTo",
        "percentage",
        "legendHidden",
        "derivative",
        "intervalFactor");
    panel.skip("tooltipOptions", "height", "styles", "transform", "columns");
  }

  private void style() {
    var custom = Trees.map(Trees.map(modern.fields().get("defaults")).get("custom"));
    boolean bars = panel.flag("bars", false);
    boolean lines = panel.flag("lines", true);
    boolean points = panel.flag("points", false);
    custom.put("drawStyle", bars ? "bars" : lines ? "line" : "points");
    custom.put("showPoints", points || (!bars && !lines) ? "always" : "never");
    var width = panel.number("linewidth");
    if (width != null) {
      custom.put("lineWidth", width);
    }
    if (panel.flag("dashes", false)) {
      custom.put("lineStyle", dash(panel));
    }
    panel.skip("dashLength", "spaceLength");
    var radius = panel.number("pointradius");
    if (radius != null) {
      custom.put("pointSize", radius.multiply(TWO).add(TWO));
    }
    var fill = panel.number("fill");
    var gradient = panel.number("fillGradient");
    custom.put(
        "fillOpacity",
        bars ? new BigDecimal(100) : fill == null ? BigDecimal.ZERO : fill.multiply(TEN));
    if (gradient != null && gradient.signum() > 0) {
      custom.put("gradientMode", "opacity");
      custom.put("fillOpacity", gradient.multiply(TEN));
    }
    custom.put("spanNulls", panel.text("nullPointMode").equals("connected"));
    if (panel.flag("steppedLine", false)) {
      custom.put("lineInterpolation", "stepAfter");
    }
    if (panel.flag("stack", false)) {
      custom.put("stacking", stacking(panel.flag("percentage", false) ? "percent" : "normal", "A"));
    }
    modern.field("custom", custom);
  }

  static Map<String, Object> stacking(String mode, String group) {
    var stacking = new LinkedHashMap<String, Object>();
    stacking.put("mode", mode);
    stacking.put("group", group);
    return stacking;
  }

  static Map<String, Object> dash(Source owner) {
    var lengths = new ArrayList<Object>();
    for (var name : List.of("dashLength", "spaceLength")) {
      var length = owner.number(name);
      lengths.add(length == null ? TEN : length);
    }
    return Map.of("fill", "dash", "dash", lengths);
  }

  private void xAxis() {
    var axis = panel.section("xaxis");
    axis.skip(
        "name",
        "buckets",
        "mode",
        "format",
        "logBase",
        "max",
        "min",
        "label",
        "decimals",
        "$$hashKey");
    var mode = Trees.text(axis.peek("mode"));
    var values = axis.list("values");
    if (!axis.flag("show", true) && !mode.equals("series")) {
      modern.override("byType", "time", List.of(Modern.property("custom.axisPlacement", "hidden")));
    }
    if (mode.equals("histogram")) {
      var buckets = Source.number(axis.peek("buckets"));
      modern.options().put("bucketCount", buckets == null ? new BigDecimal(30) : buckets);
      modern.options().put("combine", true);
    }
    if (mode.equals("series")) {
      var calc = values.isEmpty() ? "sum" : OldLegend.reducer(Trees.text(values.getFirst()));
      var reduce = new LinkedHashMap<String, Object>();
      reduce.put("reducers", List.of(calc));
      reduce.put("mode", "seriesToRows");
      modern.transformations().add(Map.of("id", "reduce", "options", reduce));
      modern.options().put("showValue", "never");
    }
    panel.skipIf("timeRegions", List.of());
  }

  private void aliasColors() {
    var colors = panel.section("aliasColors").rest();
    colors.forEach((name, color) ->
        modern.override(
            "byName",
            name,
            List.of(
                Modern.property(
                    "color", Map.of("mode", "fixed", "fixedColor", Trees.text(color))))));
  }

  private void tooltip() {
    var old = panel.section("tooltip");
    old.skip(
        "value_type",
        "msResolution",
        "query_as_alias",
        "$$hashKey",
        "mode",
        "sharedTooltip",
        "showHistogram");
    var tooltip = new LinkedHashMap<String, Object>();
    tooltip.put("mode", old.flag("shared", true) ? "multi" : "single");
    var sort =
        switch (old.text("sort")) {
          case "1" -> "asc";
          case "2" -> "desc";
          default -> "none";
        };
    tooltip.put("sort", sort);
    modern.options().put("tooltip", tooltip);
  }

  /// Names that a panel of today may still carry from the time when it was one of these.
  static final Set<String> LEFTOVERS =
      Set.of(
          "aliasColors",
          "bars",
          "dashLength",
          "dashes",
          "fill",
          "fillGradient",
          "grid",
          "legend",
          "lines",
          "linewidth",
          "nullPointMode",
          "percentage",
          "pointradius",
          "points",
          "seriesOverrides",
          "spaceLength",
          "stack",
          "steppedLine",
          "thresholds",
          "timeRegions",
          "tooltip",
          "xaxis",
          "yaxes",
          "yaxis",
          "x-axis",
          "y-axis",
          "y_formats",
          "leftYAxisLabel",
          "styles",
          "columns",
          "sort",
          "fontSize",
          "transform",
          "scroll",
          "pageSize",
          "showHeader",
          "cards",
          "color",
          "dataFormat",
          "heatmap",
          "hideZeroBuckets",
          "highlightCards",
          "reverseYBuckets",
          "xAxis",
          "yAxis",
          "yBucketBound",
          "yBucketNumber",
          "yBucketSize",
          "xBucketNumber",
          "xBucketSize",
          "tooltipDecimals",
          "colorBackground",
          "colorValue",
          "colors",
          "colorPrefix",
          "colorPostfix",
          "format",
          "gauge",
          "mappingType",
          "mappingTypes",
          "nullText",
          "postfix",
          "postfixFontSize",
          "prefix",
          "prefixFontSize",
          "rangeMaps",
          "sparkline",
          "tableColumn",
          "valueFontSize",
          "valueMaps",
          "valueName",
          "decimals",
          "alert",
          "combine",
          "legendType",
          "pieType",
          "strokeWidth",
          "breakPoint",
          "unit",
          "mode",
          "content",
          "headings",
          "query",
          "recent",
          "search",
          "starred",
          "limit",
          "tags",
          "folderId",
          "sortOrder",
          "scale",
          "zerofill",
          "interactive",
          "spyable",
          "stackMode",
          "dashboardTags",
          "circleMaxSize",
          "circleMinSize",
          "displayMode",
          "showLegend",
          "table",
          "timezone",
          "style",
          "maxValue",
          "minValue",
          "valueMappings",
          "orientation",
          "show",
          "stateFilter",
          "onlyAlertsOnDashboard",
          "fieldOptions",
          "loading",
          "bgColor",
          "cornerRadius",
          "dateFormat",
          "displayName",
          "operatorName",
          "seriesFilterIndex",
          "savedSeries",
          "savedOverrides",
          "mappings",
          "pointSize",
          "polystat",
          "rowHeight",
          "units",
          "esMetric",
          "hideEmpty",
          "hideZero",
          "initialZoom",
          "locationData",
          "mapCenter",
          "mouseWheelZoom");
}
