package io.tocsin.dashboards.grafana;

import io.tocsin.dashboards.shape.Conform;
import io.tocsin.dashboards.shape.Shapes;
import io.tocsin.dashboards.shape.Trees;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads one panel: old kinds become those of today, then what is known is taken, and what is left
/// is said. For one thread.
final class PanelReader {
  /// Kinds of today, and what they are here.
  private static final Map<String, String> KINDS =
      Map.ofEntries(
          Map.entry("timeseries", "timeseries"),
          Map.entry("stat", "stat"),
          Map.entry("gauge", "gauge"),
          Map.entry("bargauge", "bargauge"),
          Map.entry("table", "table"),
          Map.entry("piechart", "pie"),
          Map.entry("heatmap", "heatmap"),
          Map.entry("histogram", "histogram"),
          Map.entry("barchart", "barchart"),
          Map.entry("state-timeline", "statetimeline"),
          Map.entry("status-history", "statushistory"),
          Map.entry("text", "text"),
          Map.entry("alertlist", "alertlist"),
          Map.entry("geomap", "geomap"));

  private static final Set<String> WITHOUT_QUERY = Set.of("text", "alertlist");

  private final DataSources sources;
  private final Samples variables;

  PanelReader(DataSources sources, Samples variables) {
    this.sources = sources;
    this.variables = variables;
  }

  /// Returns the panel in the own form, without its id and place; one that has no kind here becomes
  /// a text that says so.
  Map<String, Object> read(Source panel, PanelLog log) {
    panel.skip("id", "gridPos", "type", "libraryPanel");
    panel.skip(Harmless.PANEL);
    var modern = modern(panel, log);
    var kind = KINDS.get(modern.type());
    if (kind == null) {
      return missing(panel, modern.type(), log);
    }
    var own = new LinkedHashMap<String, Object>();
    own.put("kind", kind);
    frame(panel, own);
    if (WITHOUT_QUERY.contains(kind)) {
      panel.skip("datasource", "targets", "transformations", "fieldConfig");
    } else {
      queries(panel, modern, own, log);
    }
    var options = new Options(modern.type(), log).read(Source.of("options", modern.options()));
    if (!options.isEmpty()) {
      own.put("options", options);
    }
    panel.left(log::drop);
    var conform = new Conform(Shapes.dashboard(), log::drop);
    own.put("id", Trees.number(1));
    own.put("grid", Layout.grid(0, 0, 24, 1));
    return Trees.map(conform.cut(own, Shapes.dashboard().of("Panel"), ""));
  }

  private void queries(Source panel, Modern modern, Map<String, Object> own, PanelLog log) {
    var queries = new Targets(sources, variables, log).read(panel);
    put(own, "queries", queries);
    var fields = new Fields(log);
    var config = Source.of("fieldConfig", modern.fields());
    var read = fields.read(config);
    var steps = new ArrayList<Object>();
    if (!modern.transformations().isEmpty()) {
      var old = Source.of("", Map.of("transformations", modern.transformations()));
      steps.addAll(new Transformations(log, fields).read(old));
    }
    steps.addAll(new Transformations(log, fields).read(panel));
    put(own, "transformations", steps);
    if (!read.isEmpty()) {
      own.put("fields", read);
    }
    config.left(log::drop);
  }

  private static void put(Map<String, Object> own, String name, List<Object> list) {
    if (!list.isEmpty()) {
      own.put(name, list);
    }
  }

  /// Returns the panel's kind, options and fields of today.
  private static Modern modern(Source panel, PanelLog log) {
    var type = Trees.text(panel.peek("type"));
    boolean today = panel.has("fieldConfig") || panel.has("options");
    return switch (type) {
      case "graph" -> OldGraph.of(panel, log);
      case "singlestat", "grafana-singlestat-panel" -> OldSingleStat.of(panel);
      case "table-old" -> OldTable.of(panel, log);
      case "grafana-piechart-panel" -> OldPie.of(panel, log);
      case "table" -> !today || isOldTable(panel) ? OldTable.of(panel, log) : today(type, panel);
      case "heatmap" ->
          Trees.map(panel.peek("options")).isEmpty() && panel.has("dataFormat")
              ? OldHeatmap.of(panel)
              : today(type, panel);
      case "text" -> today ? today(type, panel) : oldText(panel);
      case "alertlist" ->
          Trees.map(panel.peek("options")).isEmpty() ? oldAlerts(panel) : today(type, panel);
      case "gauge", "bargauge", "stat", "singlestat2" -> {
        panel.skip(OldGraph.LEFTOVERS);
        yield OldFieldOptions.of(type.equals("singlestat2") ? "stat" : type, panel);
      }
      case "table2" -> today("table", panel);
      case "text2" -> today("text", panel);
      default -> today(type, panel);
    };
  }

  /// Tables were renamed with schema 24, and some were saved half way.
  private static boolean isOldTable(Source panel) {
    return panel.has("styles")
        && Trees.map(panel.peek("options")).isEmpty()
        && !panel.has("pluginVersion");
  }

  private static Modern today(String type, Source panel) {
    panel.skip(OldGraph.LEFTOVERS);
    var modern = Modern.of(type);
    modern.options().putAll(Trees.map(panel.take("options")));
    modern.fields().putAll(Trees.map(panel.take("fieldConfig")));
    return modern;
  }

  private static Modern oldText(Source panel) {
    var modern = Modern.of("text");
    modern.options().put("mode", panel.text("mode"));
    modern.options().put("content", panel.text("content"));
    panel.skip(OldGraph.LEFTOVERS);
    return modern;
  }

  private static Modern oldAlerts(Source panel) {
    var modern = Modern.of("alertlist");
    var options = modern.options();
    var limit = panel.number("limit");
    options.put("maxItems", limit == null ? Trees.number(10) : limit);
    options.put("dashboardAlerts", panel.flag("onlyAlertsOnDashboard", false));
    options.put("alertName", panel.text("nameFilter"));
    var states = new LinkedHashMap<String, Object>();
    panel.list("stateFilter").forEach(state -> states.put(Trees.text(state), true));
    options.put("stateFilter", states);
    options.put(
        "sortOrder",
        panel.number("sortOrder") == null ? Trees.number(1) : panel.number("sortOrder"));
    panel.skip(OldGraph.LEFTOVERS);
    return modern;
  }

  /// What every kind has.
  private static void frame(Source panel, Map<String, Object> own) {
    Targets.put(own, "title", panel.text("title"));
    Targets.put(own, "description", panel.text("description"));
    if (panel.flag("transparent", false)) {
      own.put("transparent", true);
    }
    var repeat = repeat(panel);
    if (repeat != null) {
      own.put("repeat", repeat);
    }
    put(own, "links", Links.read(panel, "links"));
    Targets.put(own, "timeFrom", panel.text("timeFrom"));
    Targets.put(own, "timeShift", panel.text("timeShift"));
    if (panel.flag("hideTimeOverride", false)) {
      own.put("hideTimeOverride", true);
    }
    Targets.put(own, "interval", panel.text("interval").replaceFirst("^[>\\s]+", ""));
    var points = panel.number("maxDataPoints");
    if (points != null) {
      own.put("maxDataPoints", points);
    }
    panel.skipIf("timeCompare", false);
    panel.skip("maxDataPoints");
  }

  /// Returns how often a panel or row is drawn; null for once.
  static @Nullable Map<String, Object> repeat(Source panel) {
    var variable = panel.text("repeat");
    panel.skip("repeatDirection", "maxPerRow", "minSpan");
    if (variable.isEmpty()) {
      return null;
    }
    var repeat = new LinkedHashMap<String, Object>();
    repeat.put("variable", variable);
    var direction = panel.text("repeatDirection");
    if (direction.equals("v")) {
      repeat.put("direction", "v");
    } else if (direction.equals("h")) {
      repeat.put("direction", "h");
    }
    var most = panel.number("maxPerRow");
    var least = panel.number("minSpan");
    if (most == null && least != null && least.signum() > 0) {
      most = Trees.number(Math.max(1, 12 / Math.max(1, least.intValue())));
    }
    if (most != null) {
      repeat.put("maxPerRow", most);
    }
    return repeat;
  }

  private Map<String, Object> missing(Source panel, String type, PanelLog log) {
    var queries = new Targets(sources, variables, log).read(panel);
    log.drop("type", type + " (no such visualisation)");
    var own = new LinkedHashMap<String, Object>();
    own.put("kind", "text");
    own.put("id", Trees.number(1));
    Targets.put(own, "title", panel.text("title"));
    Targets.put(own, "description", panel.text("description"));
    own.put("grid", Layout.grid(0, 0, 24, 1));
    var content = new StringBuilder("This panel is of a kind that is not there: " + type + ".\n");
    for (var query : queries) {
      content.append("\n    ").append(Trees.text(Trees.map(query).get("expr"))).append('\n');
    }
    var options = new LinkedHashMap<String, Object>();
    options.put("content", content.toString());
    options.put("textFormat", "markdown");
    own.put("options", options);
    return own;
  }
}
