package io.tocsin.dashboards.grafana;

import io.tocsin.dashboards.shape.Trees;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The legend of an old graph.
final class OldLegend {
  /// Old names in the order they were shown in.
  private static final List<String> VALUES = List.of("min", "max", "avg", "current", "total");

  private static final Map<String, String> TITLES =
      Map.of("min", "Min", "max", "Max", "avg", "Mean", "current", "Last *", "total", "Total");

  private OldLegend() {}

  static String reducer(String old) {
    return switch (old) {
      case "avg" -> "mean";
      case "current" -> "lastNotNull";
      case "total" -> "sum";
      default -> old;
    };
  }

  static void read(Source panel, Modern modern) {
    var old = panel.section("legend");
    var legend = new LinkedHashMap<String, Object>();
    boolean table = old.flag("alignAsTable", false);
    boolean shown = old.flag("show", true);
    legend.put("displayMode", table ? "table" : "list");
    legend.put("showLegend", shown);
    legend.put("placement", old.flag("rightSide", false) ? "right" : "bottom");
    var calcs = new ArrayList<Object>();
    boolean values = old.flag("values", false);
    for (var name : VALUES) {
      if (old.flag(name, false) && values) {
        calcs.add(reducer(name));
      }
    }
    legend.put("calcs", calcs);
    var width = old.number("sideWidth");
    if (width != null) {
      legend.put("width", width);
    }
    var sort = old.text("sort");
    if (TITLES.containsKey(sort)) {
      legend.put("sortBy", TITLES.get(sort));
      legend.put("sortDesc", old.flag("sortDesc", false));
    }
    for (var name : List.of("hideEmpty", "hideZero")) {
      if (old.flag(name, false)) {
        legend.put(name, true);
      }
    }
    old.skip(
        "sortDesc", "hiddenSeries", "cumulative", "percentage", "legendSideLastValue", "header");
    old.skip(
        "percentageDecimals", "rightSideWidth", "tableMode", "displayMode", "calcs", "placement");
    modern.options().put("legend", Trees.of(legend));
  }
}
