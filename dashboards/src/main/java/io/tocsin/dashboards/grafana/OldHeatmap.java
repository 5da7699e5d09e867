package io.tocsin.dashboards.grafana;

import io.tocsin.dashboards.shape.Trees;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Makes a heat map of today of the one before version 9.
final class OldHeatmap {
  private OldHeatmap() {}

  static Modern of(Source panel) {
    var modern = Modern.of("heatmap");
    var options = modern.options();
    var axis = panel.section("yAxis");
    boolean calculate = !panel.text("dataFormat").equals("tsbuckets");
    options.put("calculate", calculate);
    var calculation = new LinkedHashMap<String, Object>();
    buckets(panel, "x", calculation);
    buckets(panel, "y", calculation);
    double base = axis.number("logBase", 1);
    if (base > 1) {
      var log = new LinkedHashMap<String, Object>();
      log.put("mode", "count");
      var split = axis.number("splitFactor");
      if (split != null && split.signum() > 0) {
        log.put("value", split.toPlainString());
      }
      log.put("scale", Map.of("type", "log", "log", Trees.number((long) base)));
      calculation.put("yBuckets", log);
    }
    if (calculate && !calculation.isEmpty()) {
      options.put("calculation", calculation);
    }
    var cards = panel.section("cards");
    put(options, "cellGap", cards.number("cardPadding"));
    put(options, "cellRadius", cards.number("cardRound"));
    options.put("color", color(panel.section("color")));
    options.put("yAxis", axis(panel, axis));
    var layout = Map.of("upper", "le", "lower", "ge", "middle", "unknown");
    options.put(
        "rowsFrame", Map.of("layout", layout.getOrDefault(panel.text("yBucketBound"), "auto")));
    options.put("legend", Map.of("show", panel.section("legend").flag("show", false)));
    var tooltip = panel.section("tooltip");
    tooltip.skip("show");
    options.put("tooltip", Map.of("yHistogram", tooltip.flag("showHistogram", false)));
    if (panel.flag("hideZeroBuckets", false)) {
      options.put("filterValues", Map.of("le", new BigDecimal("1e-9")));
    }
    var decimals = panel.number("tooltipDecimals");
    if (decimals != null) {
      options.put("cellValues", Map.of("decimals", decimals));
    }
    panel.section("heatmap").rest();
    panel.section("xAxis").skip("show", "mode", "name", "buckets", "values");
    panel.skip(OldGraph.LEFTOVERS);
    panel.skip("highlightCards", "fieldConfig", "options", "reverseYBuckets");
    return modern;
  }

  private static void put(Map<String, Object> map, String name, @Nullable BigDecimal number) {
    if (number != null) {
      map.put(name, number);
    }
  }

  private static void buckets(Source panel, String axis, Map<String, Object> calculation) {
    var size = panel.text(axis + "BucketSize");
    var count = panel.text(axis + "BucketNumber");
    if (!size.isEmpty()) {
      calculation.put(axis + "Buckets", Map.of("mode", "size", "value", size));
    } else if (!count.isEmpty()) {
      calculation.put(axis + "Buckets", Map.of("mode", "count", "value", count));
    }
  }

  private static Map<String, Object> color(Source color) {
    var own = new LinkedHashMap<String, Object>();
    boolean opacity = color.text("mode").equals("opacity");
    own.put("mode", opacity ? "opacity" : "scheme");
    own.put("steps", Trees.number(128));
    var fill = color.text("cardColor");
    if (opacity && !fill.isEmpty()) {
      own.put("fill", fill);
    }
    own.put("scale", color.text("colorScale").equals("linear") ? "linear" : "exponential");
    put(own, "exponent", color.number("exponent"));
    put(own, "min", color.number("min"));
    put(own, "max", color.number("max"));
    var scheme = color.text("colorScheme").replaceFirst("^interpolate", "");
    own.put("scheme", scheme.isEmpty() ? "Spectral" : scheme);
    return own;
  }

  private static Map<String, Object> axis(Source panel, Source axis) {
    var own = new LinkedHashMap<String, Object>();
    own.put("axisPlacement", axis.flag("show", true) ? "left" : "hidden");
    own.put("reverse", panel.flag("reverseYBuckets", false));
    Targets.put(own, "unit", axis.text("format"));
    put(own, "decimals", axis.number("decimals"));
    put(own, "min", axis.number("min"));
    put(own, "max", axis.number("max"));
    Targets.put(own, "axisLabel", axis.text("label"));
    axis.skip("splitFactor", "logBase");
    return own;
  }
}
