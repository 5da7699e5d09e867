package io.tocsin.dashboards.grafana;

import io.tocsin.dashboards.shape.Trees;
import java.util.LinkedHashMap;
import java.util.Map;

/// Reads the options of a heat map.
final class HeatmapOptions {
  private HeatmapOptions() {}

  static Map<String, Object> read(Source options) {
    var own = new LinkedHashMap<String, Object>();
    own.put("calculate", options.flag("calculate", false));
    var calculation = options.section("calculation");
    for (var axis : new String[] {"xBuckets", "yBuckets"}) {
      if (calculation.has(axis)) {
        own.put(axis, buckets(calculation.section(axis)));
      }
    }
    own.put("color", color(options.section("color")));
    copy(options, "cellGap", own, "cellGap");
    copy(options, "cellRadius", own, "cellRadius");
    var values = options.section("cellValues");
    copy(values, "unit", own, "cellUnit");
    copy(values, "decimals", own, "cellDecimals");
    var filter = options.section("filterValues");
    copy(filter, "le", own, "filterBelow");
    copy(filter, "ge", own, "filterAbove");
    var frame = options.section("rowsFrame");
    copy(frame, "layout", own, "bucketLayout");
    frame.skip("value"); // the name of the value where a tooltip is of a made frame
    copy(options, "showValue", own, "showValue");
    if (options.has("yAxis")) {
      own.put("yAxis", axis(options.section("yAxis")));
    }
    own.put("showLegend", options.section("legend").flag("show", true));
    tooltip(options.section("tooltip"), own);
    copy(options.section("exemplars"), "color", own, "exemplarColor");
    options.skip("legend", "tooltip", "selectionMode", "annotations");
    options.skipIf("xAxis", Map.of());
    return own;
  }

  private static void tooltip(Source tooltip, Map<String, Object> own) {
    tooltip.skip("show", "mode", "showColorScale", "maxHeight", "maxWidth");
    if (tooltip.flag("yHistogram", false)) {
      own.put("showHistogram", true);
    }
  }

  private static Map<String, Object> buckets(Source buckets) {
    var own = new LinkedHashMap<String, Object>();
    var mode = buckets.text("mode");
    own.put("mode", mode.isEmpty() ? "size" : mode);
    Targets.put(own, "value", buckets.text("value"));
    if (buckets.has("scale")) {
      var scale = buckets.section("scale");
      var kept = new LinkedHashMap<String, Object>();
      copy(scale, "type", kept, "type");
      copy(scale, "log", kept, "log");
      if (kept.containsKey("type")) {
        own.put("scale", kept);
      }
    }
    return own;
  }

  private static Map<String, Object> color(Source color) {
    var own = new LinkedHashMap<String, Object>();
    var mode = color.text("mode");
    own.put("mode", mode.isEmpty() ? "scheme" : mode);
    for (var name :
        new String[] {"scheme", "fill", "scale", "exponent", "steps", "reverse", "min", "max"}) {
      copy(color, name, own, name);
    }
    return own;
  }

  private static Map<String, Object> axis(Source axis) {
    var own = new LinkedHashMap<String, Object>();
    for (var name : new String[] {"unit", "decimals", "min", "max", "reverse"}) {
      copy(axis, name, own, name);
    }
    copy(axis, "axisPlacement", own, "placement");
    copy(axis, "axisLabel", own, "label");
    copy(axis, "axisWidth", own, "width");
    if ("auto".equals(own.get("placement"))) {
      own.remove("placement");
    }
    axis.skip(
        "axisGridShow", "axisBorderShow", "axisColorMode", "axisCenteredZero", "scaleDistribution");
    return own;
  }

  /// Copies what has a value; text that is empty has none.
  static void copy(Source from, String name, Map<String, Object> to, String as) {
    var value = from.take(name);
    if (value != null && !value.equals("")) {
      to.put(as, value instanceof String text ? text : Trees.of(value));
    }
  }
}
