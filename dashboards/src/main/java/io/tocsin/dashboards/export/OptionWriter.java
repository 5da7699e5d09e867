package io.tocsin.dashboards.export;

import static io.tocsin.dashboards.export.GrafanaBoard.copy;

import io.tocsin.dashboards.grafana.Orders;
import io.tocsin.dashboards.shape.Trees;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Writes a panel's `options` as Grafana's JSON: the other way round of its reader.
final class OptionWriter {
  private OptionWriter() {}

  static Map<String, Object> of(String type, Map<String, Object> options) {
    var written = new LinkedHashMap<>(options);
    if (written.remove("reduce") instanceof Map<?, ?> reduce) {
      written.put("reduceOptions", reduce(Trees.map(reduce)));
    }
    if (written.remove("legend") instanceof Map<?, ?> legend) {
      written.put("legend", legend(Trees.map(legend)));
    }
    rename(written, "gaugeShape", "shape");
    rename(written, "frame", "frameIndex");
    rename(written, "pieSort", "sort");
    if (type.equals("text")) {
      text(written);
    }
    if (written.remove("sortBy") instanceof List<?> list) {
      written.put("sortBy", sort(Trees.list(list)));
    }
    if (type.equals("table") && written.remove("footer") instanceof Map<?, ?> footer) {
      written.put("footer", footer(Trees.map(footer)));
    }
    if (written.remove("heatmap") instanceof Map<?, ?> heatmap) {
      heatmap(Trees.map(heatmap), written);
    }
    if (written.remove("map") instanceof Map<?, ?> map) {
      MapWriter.write(Trees.map(map), written);
    }
    if (written.remove("alerts") instanceof Map<?, ?> alerts) {
      alerts(Trees.map(alerts), written);
    }
    return written;
  }

  private static void rename(Map<String, Object> map, String from, String to) {
    var value = map.remove(from);
    if (value != null) {
      map.put(to, value);
    }
  }

  private static Map<String, Object> reduce(Map<String, Object> reduce) {
    var written = new LinkedHashMap<String, Object>();
    written.put("calcs", Trees.list(reduce.get("calcs")));
    written.put("fields", reduce.getOrDefault("fields", ""));
    written.put("values", reduce.getOrDefault("values", false));
    copy(reduce, "limit", written, "limit");
    return written;
  }

  private static Map<String, Object> legend(Map<String, Object> legend) {
    var written = new LinkedHashMap<>(legend);
    var mode = Trees.text(written.remove("mode"));
    written.put("displayMode", mode.equals("hidden") ? "list" : mode);
    written.put("showLegend", !mode.equals("hidden"));
    written.putIfAbsent("calcs", List.of());
    return written;
  }

  private static void text(Map<String, Object> options) {
    rename(options, "textFormat", "mode");
    var code = new LinkedHashMap<String, Object>();
    for (var name : List.of("language", "showLineNumbers")) {
      var value = options.remove(name);
      if (value != null) {
        code.put(name, value);
      }
    }
    if (!code.isEmpty()) {
      code.put("showMiniMap", false);
      options.put("code", code);
    }
  }

  private static List<Object> sort(List<Object> sort) {
    var written = new ArrayList<Object>();
    for (var item : sort) {
      var by = Trees.map(item);
      rename(by, "field", "displayName");
      by.putIfAbsent("desc", false);
      written.add(by);
    }
    return written;
  }

  private static Map<String, Object> footer(Map<String, Object> footer) {
    rename(footer, "calcs", "reducer");
    footer.putIfAbsent("fields", "");
    rename(footer, "pagination", "enablePagination");
    return footer;
  }

  private static void heatmap(Map<String, Object> heatmap, Map<String, Object> written) {
    copy(heatmap, "calculate", written, "calculate");
    var calculation = new LinkedHashMap<String, Object>();
    copy(heatmap, "xBuckets", calculation, "xBuckets");
    copy(heatmap, "yBuckets", calculation, "yBuckets");
    section(written, "calculation", calculation);
    for (var name : List.of("color", "cellGap", "cellRadius", "showValue")) {
      copy(heatmap, name, written, name);
    }
    var values = new LinkedHashMap<String, Object>();
    copy(heatmap, "cellUnit", values, "unit");
    copy(heatmap, "cellDecimals", values, "decimals");
    section(written, "cellValues", values);
    var filter = new LinkedHashMap<String, Object>();
    copy(heatmap, "filterBelow", filter, "le");
    copy(heatmap, "filterAbove", filter, "ge");
    section(written, "filterValues", filter);
    var rows = new LinkedHashMap<String, Object>();
    copy(heatmap, "bucketLayout", rows, "layout");
    section(written, "rowsFrame", rows);
    var axis = Trees.map(heatmap.get("yAxis"));
    rename(axis, "placement", "axisPlacement");
    rename(axis, "label", "axisLabel");
    rename(axis, "width", "axisWidth");
    if (heatmap.containsKey("yAxis")) {
      written.put("yAxis", axis);
    }
    written.put("legend", Map.of("show", heatmap.getOrDefault("showLegend", true)));
    var tooltip = new LinkedHashMap<String, Object>();
    tooltip.put("mode", "single");
    tooltip.put("yHistogram", heatmap.getOrDefault("showHistogram", false));
    written.put("tooltip", tooltip);
    var exemplars = new LinkedHashMap<String, Object>();
    copy(heatmap, "exemplarColor", exemplars, "color");
    section(written, "exemplars", exemplars);
  }

  static void section(Map<String, Object> written, String name, Map<String, Object> section) {
    if (!section.isEmpty()) {
      written.put(name, section);
    }
  }

  private static void alerts(Map<String, Object> alerts, Map<String, Object> written) {
    for (var name : List.of("viewMode", "groupMode", "groupBy", "maxItems")) {
      copy(alerts, name, written, name);
    }
    int sort = Orders.ALERTS.indexOf(Trees.text(alerts.get("sort")));
    written.put("sortOrder", Trees.number(Math.max(1, sort)));
    var states = new LinkedHashMap<String, Object>();
    Trees.list(alerts.get("states")).forEach(state -> states.put(Trees.text(state), true));
    written.put("stateFilter", states);
    copy(alerts, "nameFilter", written, "alertName");
    copy(alerts, "labelFilter", written, "alertInstanceLabelFilter");
    if (alerts.containsKey("folder")) {
      written.put("folder", Map.of("title", alerts.getOrDefault("folder", "")));
    }
    written.put("dashboardAlerts", alerts.getOrDefault("onlyThisBoard", false));
  }
}
