package io.tocsin.dashboards.export;

import static io.tocsin.dashboards.export.GrafanaBoard.copy;

import io.tocsin.dashboards.shape.Trees;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Writes a panel as Grafana's JSON.
final class PanelWriter {
  private static final Map<String, String> TYPES =
      Map.of(
          "pie", "piechart",
          "statetimeline", "state-timeline",
          "statushistory", "status-history");

  private PanelWriter() {}

  static Map<String, Object> of(Map<String, Object> panel) {
    var written = new LinkedHashMap<String, Object>();
    var kind = Trees.text(panel.get("kind"));
    var type = TYPES.getOrDefault(kind, kind);
    copy(panel, "id", written, "id");
    written.put("type", type);
    for (var name :
        List.of(
            "title",
            "description",
            "transparent",
            "timeFrom",
            "timeShift",
            "hideTimeOverride",
            "interval",
            "maxDataPoints")) {
      copy(panel, name, written, name);
    }
    copy(panel, "grid", written, "gridPos");
    written.put("datasource", GrafanaBoard.SOURCE);
    if (panel.containsKey("links")) {
      written.put("links", GrafanaBoard.links(panel));
    }
    var repeat = Trees.map(panel.get("repeat"));
    copy(repeat, "variable", written, "repeat");
    copy(repeat, "direction", written, "repeatDirection");
    copy(repeat, "maxPerRow", written, "maxPerRow");
    var targets = new ArrayList<Object>();
    boolean others = false;
    for (var item : Trees.list(panel.get("queries"))) {
      var query = Trees.map(item);
      others |= query.containsKey("panel");
      targets.add(target(query));
    }
    if (others) {
      written.put("datasource", GrafanaBoard.source("datasource", "-- Dashboard --"));
    }
    written.put("targets", targets);
    copy(panel, "transformations", written, "transformations");
    if (panel.containsKey("fields")) {
      written.put("fieldConfig", FieldWriter.config(Trees.map(panel.get("fields"))));
    }
    written.put("options", OptionWriter.of(type, Trees.map(panel.get("options"))));
    return written;
  }

  private static Map<String, Object> target(Map<String, Object> query) {
    var target = new LinkedHashMap<String, Object>();
    copy(query, "ref", target, "refId");
    if (query.containsKey("panel")) {
      target.put("datasource", GrafanaBoard.source("datasource", "-- Dashboard --"));
      copy(query, "panel", target, "panelId");
      copy(query, "transformed", target, "withTransforms");
      return target;
    }
    target.put("datasource", GrafanaBoard.SOURCE);
    copy(query, "expr", target, "expr");
    target.put("legendFormat", query.getOrDefault("legend", ""));
    var mode = Trees.text(query.get("mode"));
    target.put("instant", mode.equals("instant") || mode.equals("both"));
    target.put("range", !mode.equals("instant"));
    var shape = Trees.text(query.get("shape"));
    target.put("format", shape.isEmpty() || shape.equals("series") ? "time_series" : shape);
    copy(query, "interval", target, "interval");
    copy(query, "intervalFactor", target, "intervalFactor");
    copy(query, "hidden", target, "hide");
    copy(query, "exemplars", target, "exemplar");
    return target;
  }
}
