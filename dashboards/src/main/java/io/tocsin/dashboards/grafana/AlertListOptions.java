package io.tocsin.dashboards.grafana;

import io.tocsin.dashboards.shape.Trees;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads the options of a list of alerts, of today and of Grafana's alerting before version 8.
final class AlertListOptions {
  private AlertListOptions() {}

  static Map<String, Object> read(Source options) {
    var own = new LinkedHashMap<String, Object>();
    Targets.put(own, "viewMode", options.text("viewMode"));
    Targets.put(own, "groupMode", options.text("groupMode"));
    var groupBy = options.list("groupBy");
    if (!groupBy.isEmpty()) {
      own.put("groupBy", groupBy);
    }
    own.put("maxItems", options.has("maxItems") ? options.number("maxItems") : new BigDecimal(20));
    int sort = (int) options.number("sortOrder", 1);
    own.put("sort", sort > 0 && sort < Orders.ALERTS.size() ? Orders.ALERTS.get(sort) : "alphaAsc");
    own.put("states", states(options));
    Targets.put(own, "nameFilter", options.text("alertName"));
    Targets.put(own, "labelFilter", options.text("alertInstanceLabelFilter"));
    var folder = options.section("folder");
    Targets.put(own, "folder", folder.text("title"));
    folder.rest();
    if (options.flag("dashboardAlerts", false)) {
      own.put("onlyThisBoard", true);
    }
    // Whose alerts: here there is one source of them.
    options.skip("datasource", "showInstances", "showInactiveAlerts", "folderId", "tags", "show");
    options.skip("dashboardFilter", "dashboardTitle");
    return own;
  }

  private static List<Object> states(Source options) {
    var states = new ArrayList<Object>();
    var filter = options.section("stateFilter");
    var old =
        Map.of(
            "alerting",
            "firing",
            "ok",
            "normal",
            "no_data",
            "noData",
            "execution_error",
            "error",
            "pending",
            "pending");
    filter
        .rest()
        .forEach((name, value) -> {
          if (Boolean.TRUE.equals(value)) {
            var state = old.getOrDefault(name, name);
            if (!state.equals("paused") && !states.contains(state)) {
              states.add(state);
            }
          }
        });
    return states.isEmpty() ? new ArrayList<>(Trees.list(List.of("firing", "pending"))) : states;
  }
}
