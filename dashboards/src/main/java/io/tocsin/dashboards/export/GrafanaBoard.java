package io.tocsin.dashboards.export;

import io.tocsin.dashboards.shape.Trees;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Writes a dashboard as Grafana's JSON, so that nobody is locked in. What it writes reads back to
/// the same dashboard.
public final class GrafanaBoard {
  private static final long SCHEMA = 41;

  /// Whom exported boards ask: the importer chooses the data source.
  static final Map<String, Object> SOURCE = source("prometheus", "${DS_PROMETHEUS}");

  private final Map<String, Object> board;
  private final Map<String, Object> own = new LinkedHashMap<>();

  private GrafanaBoard(Map<String, Object> board) {
    this.board = board;
  }

  static Map<String, Object> source(String type, String uid) {
    var source = new LinkedHashMap<String, Object>();
    source.put("type", type);
    source.put("uid", uid);
    return source;
  }

  /// Returns the board in Grafana's form.
  public static Map<String, Object> of(Map<String, Object> tree) {
    return new GrafanaBoard(tree).write();
  }

  private Map<String, Object> write() {
    own.put("__inputs", List.of(input()));
    own.put("__requires", requirements());
    own.put("schemaVersion", Trees.number(SCHEMA));
    for (var name : List.of("uid", "title", "description", "tags", "refresh")) {
      copy(board, name, own, name);
    }
    own.put("timezone", board.getOrDefault("zone", ""));
    copy(board, "time", own, "time");
    var shared = Map.of("line", 1L, "tooltip", 2L);
    own.put(
        "graphTooltip", Trees.number(shared.getOrDefault(Trees.text(board.get("crosshair")), 0L)));
    own.put("editable", true);
    own.put("links", links(board));
    var variables = new ArrayList<Object>();
    for (var variable : Trees.list(board.get("variables"))) {
      variables.add(VariableWriter.of(Trees.map(variable)));
    }
    own.put("templating", Map.of("list", variables));
    var annotations = new ArrayList<Object>();
    for (var annotation : Trees.list(board.get("annotations"))) {
      annotations.add(annotation(Trees.map(annotation)));
    }
    own.put("annotations", Map.of("list", annotations));
    own.put("panels", panels());
    return own;
  }

  private static Map<String, Object> input() {
    var input = new LinkedHashMap<String, Object>();
    input.put("name", "DS_PROMETHEUS");
    input.put("label", "Prometheus");
    input.put("type", "datasource");
    input.put("pluginId", "prometheus");
    input.put("pluginName", "Prometheus");
    return input;
  }

  private static List<Object> requirements() {
    var grafana = new LinkedHashMap<String, Object>();
    grafana.put("type", "grafana");
    grafana.put("id", "grafana");
    grafana.put("name", "Grafana");
    grafana.put("version", "12.0.0");
    var source = new LinkedHashMap<String, Object>();
    source.put("type", "datasource");
    source.put("id", "prometheus");
    source.put("name", "Prometheus");
    source.put("version", "1.0.0");
    return List.of(grafana, source);
  }

  static void copy(Map<String, Object> from, String name, Map<String, Object> to, String as) {
    var value = from.get(name);
    if (value != null) {
      to.put(as, value);
    }
  }

  static List<Object> links(Map<String, Object> owner) {
    var links = new ArrayList<Object>();
    for (var item : Trees.list(owner.get("links"))) {
      var link = Trees.map(item);
      var written = new LinkedHashMap<String, Object>();
      copy(link, "title", written, "title");
      boolean boards = link.containsKey("tags");
      written.put("type", boards ? "dashboards" : "link");
      copy(link, "url", written, "url");
      copy(link, "tags", written, "tags");
      copy(link, "dropdown", written, "asDropdown");
      copy(link, "newTab", written, "targetBlank");
      copy(link, "keepTime", written, "keepTime");
      copy(link, "keepVariables", written, "includeVars");
      copy(link, "tooltip", written, "tooltip");
      links.add(written);
    }
    return links;
  }

  private static Map<String, Object> annotation(Map<String, Object> annotation) {
    var written = new LinkedHashMap<String, Object>();
    var source = Trees.text(annotation.get("source"));
    boolean query = source.equals("query");
    if (!query) {
      written.put("builtIn", Trees.number(source.equals("alerts") ? 1 : 0));
    }
    written.put("datasource", query ? SOURCE : source("grafana", "-- Grafana --"));
    written.put("enable", !Boolean.TRUE.equals(annotation.get("off")));
    written.put("hide", Boolean.TRUE.equals(annotation.get("hide")));
    copy(annotation, "color", written, "iconColor");
    copy(annotation, "name", written, "name");
    if (query) {
      copy(annotation, "query", written, "expr");
      for (var name : List.of("step", "titleFormat", "textFormat", "tagKeys")) {
        copy(annotation, name, written, name);
      }
      if (Boolean.TRUE.equals(annotation.get("valueIsTime"))) {
        written.put("useValueForTime", true);
      }
    } else {
      // Grafana keeps events of this kind by tags; Tocsin's source is a tag of its own.
      written.put("type", "dashboard");
      written.put("tocsin", source);
      copy(annotation, "match", written, "match");
    }
    var panels = Trees.map(annotation.get("panels"));
    if (!panels.isEmpty()) {
      var filter = new LinkedHashMap<String, Object>();
      filter.put("exclude", Boolean.TRUE.equals(panels.get("exclude")));
      filter.put("ids", Trees.list(panels.get("ids")));
      written.put("filter", filter);
    }
    return written;
  }

  private List<Object> panels() {
    var panels = new ArrayList<Object>();
    for (var item : Trees.list(board.get("panels"))) {
      var panel = Trees.map(item);
      if (Trees.text(panel.get("kind")).equals("row")) {
        row(panel, panels);
      } else {
        panels.add(PanelWriter.of(panel));
      }
    }
    return panels;
  }

  private static void row(Map<String, Object> row, List<Object> panels) {
    var written = new LinkedHashMap<String, Object>();
    boolean collapsed = Boolean.TRUE.equals(row.get("collapsed"));
    written.put("type", "row");
    copy(row, "id", written, "id");
    copy(row, "title", written, "title");
    written.put("collapsed", collapsed);
    copy(row, "grid", written, "gridPos");
    var repeat = Trees.map(row.get("repeat"));
    copy(repeat, "variable", written, "repeat");
    var inner = new ArrayList<Object>();
    Trees.list(row.get("panels")).forEach(panel -> inner.add(PanelWriter.of(Trees.map(panel))));
    written.put("panels", collapsed ? inner : List.of());
    panels.add(written);
    if (!collapsed) {
      panels.addAll(inner);
    }
  }
}
