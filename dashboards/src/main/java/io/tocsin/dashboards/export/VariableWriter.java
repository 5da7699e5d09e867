package io.tocsin.dashboards.export;

import static io.tocsin.dashboards.export.GrafanaBoard.copy;

import io.tocsin.dashboards.grafana.Orders;
import io.tocsin.dashboards.shape.Trees;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Writes a variable as Grafana's JSON.
final class VariableWriter {
  private VariableWriter() {}

  static Map<String, Object> of(Map<String, Object> variable) {
    var written = new LinkedHashMap<String, Object>();
    var kind = Trees.text(variable.get("kind"));
    for (var name : List.of("name", "label", "description")) {
      copy(variable, name, written, name);
    }
    var hide = Map.of("label", 1L, "all", 2L);
    written.put("hide", Trees.number(hide.getOrDefault(Trees.text(variable.get("hide")), 0L)));
    written.put("skipUrlSync", Boolean.TRUE.equals(variable.get("skipUrl")));
    switch (kind) {
      case "query" -> query(variable, written);
      case "custom" -> custom(variable, written);
      case "interval" -> interval(variable, written);
      case "text" -> {
        written.put("type", "textbox");
        written.put("query", first(variable));
      }
      case "constant" -> {
        written.put("type", "constant");
        copy(variable, "value", written, "query");
      }
      case "source" -> {
        written.put("type", "datasource");
        written.put("query", "prometheus");
      }
      default -> {
        written.put("type", "adhoc");
        written.put("datasource", GrafanaBoard.SOURCE);
        copy(variable, "filters", written, "filters");
      }
    }
    current(variable, written);
    return written;
  }

  private static String first(Map<String, Object> variable) {
    var current = Trees.list(variable.get("current"));
    return current.isEmpty() ? "" : Trees.text(current.getFirst());
  }

  private static void choice(Map<String, Object> variable, Map<String, Object> written) {
    written.put("multi", Boolean.TRUE.equals(variable.get("multi")));
    written.put("includeAll", Boolean.TRUE.equals(variable.get("includeAll")));
    copy(variable, "allValue", written, "allValue");
  }

  private static void query(Map<String, Object> variable, Map<String, Object> written) {
    written.put("type", "query");
    written.put("datasource", GrafanaBoard.SOURCE);
    choice(variable, written);
    var text = Trees.text(variable.get("query"));
    var query = new LinkedHashMap<String, Object>();
    query.put("query", text);
    query.put("refId", "PrometheusVariableQueryEditor-VariableQuery");
    written.put("query", query);
    written.put("definition", text);
    written.put("regex", variable.getOrDefault("regex", ""));
    int sort = Orders.VARIABLES.indexOf(Trees.text(variable.get("sort")));
    written.put("sort", Trees.number(Math.max(0, sort)));
    boolean time = Trees.text(variable.get("refresh")).equals("time");
    written.put("refresh", Trees.number(time ? 2 : 1));
  }

  private static void custom(Map<String, Object> variable, Map<String, Object> written) {
    written.put("type", "custom");
    choice(variable, written);
    var options = new ArrayList<String>();
    for (var item : Trees.list(variable.get("options"))) {
      var option = Trees.map(item);
      var text = Trees.text(option.get("text")).replace(",", "\\,");
      var value = Trees.text(option.get("value")).replace(",", "\\,");
      options.add(text.equals(value) ? value : text + " : " + value);
    }
    written.put("query", String.join(", ", options));
  }

  private static void interval(Map<String, Object> variable, Map<String, Object> written) {
    written.put("type", "interval");
    var options = Trees.list(variable.get("options")).stream().map(Trees::text).toList();
    written.put("query", String.join(",", options));
    var auto = Trees.map(variable.get("auto"));
    written.put("auto", !auto.isEmpty());
    copy(auto, "count", written, "auto_count");
    copy(auto, "min", written, "auto_min");
    written.put("refresh", Trees.number(2));
  }

  private static void current(Map<String, Object> variable, Map<String, Object> written) {
    var values = Trees.list(variable.get("current"));
    if (values.isEmpty()) {
      return;
    }
    boolean interval = Trees.text(variable.get("kind")).equals("interval");
    if (interval && values.getFirst().equals("auto")) {
      values = List.of("$__auto_interval_" + Trees.text(variable.get("name")));
    }
    var texts = new ArrayList<Object>();
    values.forEach(value -> texts.add(value.equals("$__all") ? "All" : value));
    boolean multi = Boolean.TRUE.equals(variable.get("multi")) || values.size() > 1;
    var current = new LinkedHashMap<String, Object>();
    current.put("text", multi ? texts : texts.getFirst());
    current.put("value", multi ? values : values.getFirst());
    written.put("current", current);
  }
}
