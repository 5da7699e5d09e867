package io.tocsin.dashboards.grafana;

import io.tocsin.dashboards.shape.Trees;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Makes a pie of the plug-in `grafana-piechart-panel`, as Grafana does it since version 8.
final class OldPie {
  private OldPie() {}

  static Modern of(Source panel, PanelLog log) {
    var modern = Modern.of("piechart");
    modern.fields().put("overrides", new ArrayList<Object>());
    var unit = panel.text("format");
    if (!unit.isEmpty()) {
      modern.field("unit", unit);
    }
    var decimals = panel.number("decimals");
    if (decimals != null) {
      modern.field("decimals", decimals);
    }
    panel
        .section("aliasColors")
        .rest()
        .forEach((name, color) ->
            modern.override(
                "byName",
                name,
                List.of(
                    Modern.property(
                        "color", Map.of("mode", "fixed", "fixedColor", Trees.text(color))))));
    var options = modern.options();
    var type = panel.text("pieType");
    options.put("pieType", type.isEmpty() ? "pie" : type);
    options.put(
        "reduceOptions", Map.of("calcs", List.of(OldSingleStat.calc(panel.text("valueName")))));
    legend(panel, options);
    var combine = panel.section("combine");
    var label = combine.text("label");
    if (combine.number("threshold", 0) > 0) {
      log.drop("combine", label + " (small slices together)");
    }
    panel.skip(
        "strokeWidth",
        "fontSize",
        "nullPointMode",
        "breakPoint",
        "maxDataPoints",
        "nullText",
        "options");
    panel.skip("nullPointMode", "fieldConfig", "hideEmpty");
    panel.skip(OldGraph.LEFTOVERS);
    return modern;
  }

  private static void legend(Source panel, Map<String, Object> options) {
    var old = panel.section("legend");
    var legend = new LinkedHashMap<String, Object>();
    boolean values = old.flag("values", false);
    var kind = panel.text("legendType");
    legend.put("showLegend", old.flag("show", true) && !kind.equals("On graph"));
    legend.put("displayMode", values ? "table" : "list");
    legend.put("placement", kind.equals("Right side") ? "right" : "bottom");
    var shown = new ArrayList<Object>();
    if (values) {
      shown.add("value");
    }
    if (old.flag("percentage", false)) {
      shown.add("percent");
    }
    legend.put("values", shown);
    options.put("legend", legend);
    if (kind.equals("On graph")) {
      options.put("displayLabels", List.of("name"));
    }
    old.rest();
  }
}
