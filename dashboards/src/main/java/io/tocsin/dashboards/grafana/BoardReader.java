package io.tocsin.dashboards.grafana;

import io.tocsin.dashboards.ImportReport;
import io.tocsin.dashboards.shape.Conform;
import io.tocsin.dashboards.shape.Shapes;
import io.tocsin.dashboards.shape.Trees;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Reads one board. For one thread.
final class BoardReader {
  private final Map<String, Object> board;
  private final Source source;
  private final List<String> report = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  BoardReader(Map<String, Object> board) {
    this.board = board;
    this.source = Source.of("", board);
  }

  GrafanaImport read() {
    var own = new LinkedHashMap<String, Object>();
    own.put("dashboard", Trees.number(1));
    own.put("uid", uid());
    var title = source.text("title");
    own.put("title", title.isBlank() ? "Dashboard" : title);
    Targets.put(own, "description", source.text("description"));
    var tags = source.list("tags");
    if (!tags.isEmpty()) {
      own.put("tags", tags);
    }
    times(own);
    crosshair(own);
    put(own, "links", Links.read(source, "links"));
    var sources = new DataSources(board);
    var samples = new Samples(board);
    var variables = new Variables(sources, report);
    var templating = source.section("templating");
    templating.skip("enable");
    put(own, "variables", variables.read(templating));
    var annotations = source.section("annotations");
    annotations.skip("enable");
    put(own, "annotations", new Annotations(sources, samples, report).read(annotations));
    var panels = new PanelTree(board, new PanelReader(sources, samples), variables.missing());
    own.put("panels", panels.read());
    source.skip("panels", "rows");
    skip();
    source.left((path, what) -> report.add(path + ": " + what));
    var conform = new Conform(Shapes.dashboard(), (path, what) -> report.add(path + ": " + what));
    var tree = Trees.map(conform.cut(own, Shapes.dashboard().of("Dashboard"), ""));
    notes.addAll(panels.notes());
    return new GrafanaImport(tree, new ImportReport(panels.lines(), report, notes));
  }

  private static void put(Map<String, Object> own, String name, List<Object> list) {
    if (!list.isEmpty()) {
      own.put(name, list);
    }
  }

  /// Grafana makes a uid for a board without one; here it comes of the title, so that importing a
  /// file again changes the board it made.
  private String uid() {
    var uid = source.text("uid").replaceAll("[^A-Za-z0-9_-]", "-");
    if (uid.isEmpty() || uid.length() > 80) {
      var title = Trees.text(source.peek("title")).toLowerCase(Locale.ROOT);
      uid = title.replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
      uid = uid.substring(0, Math.min(40, uid.length()));
    }
    return uid.isEmpty() ? "dashboard" : uid;
  }

  private void times(Map<String, Object> own) {
    var time = source.section("time");
    if (time.has("from") && time.has("to")) {
      var range = new LinkedHashMap<String, Object>();
      range.put("from", time.text("from"));
      range.put("to", time.text("to"));
      own.put("time", range);
    }
    var refresh = source.take("refresh");
    if (refresh instanceof String text && !text.isEmpty()) {
      own.put("refresh", text);
    }
    var zone = source.text("timezone");
    if (!zone.isEmpty() && !zone.equals("default")) {
      own.put("zone", zone);
    }
  }

  private void crosshair(Map<String, Object> own) {
    boolean old = source.flag("sharedCrosshair", false);
    switch (source.text("graphTooltip")) {
      case "1" -> own.put("crosshair", "line");
      case "2" -> own.put("crosshair", "tooltip");
      default -> {
        if (old) {
          own.put("crosshair", "line");
        }
      }
    }
  }

  private void skip() {
    source.skip(
        "id", "version", "schemaVersion", "style", "editable", "gnetId", "iteration", "revision");
    source.skip("preload", "hideControls", "originalTitle", "scopeMeta", "__inputs", "__requires");
    source.skip(
        "__elements", "timeRangeUpdatedDuringEditOrView", "nav", "timepicker", "_id", "theme");
    source.skip(
        "meta", "folderId", "folderUid", "overwrite", "inputs", "apiVersion", "kind", "metadata");
    source.skip(
        "editMode", "$schema", "isFolder", "slug", "created", "updated", "author", "liveNow");
    source.skip("snapshot", "loading", "__userAgent", "_comment", "hideAllLegends", "dashboardId");
    // These change how `now/fy` and `now/w` round, and nothing of a panel.
    source.skip("fiscalYearStartMonth", "weekStart");
  }
}
