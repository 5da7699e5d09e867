package io.tocsin.dashboards.grafana;

import io.tocsin.dashboards.PanelReport;
import io.tocsin.dashboards.PanelReport.Verdict;
import io.tocsin.dashboards.shape.JsonText;
import io.tocsin.dashboards.shape.Nothing;
import io.tocsin.dashboards.shape.Trees;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads a board's panels into rows and panels, with ids that come once. For one thread.
final class PanelTree {
  private final Map<String, Object> board;
  private final PanelReader reader;
  private final Set<String> missing;
  private final Map<String, Object> library;
  private final Set<Long> ids = new HashSet<>();
  private final Map<Long, PanelLog> logs = new HashMap<>();
  private final List<PanelReport> lines = new ArrayList<>();
  private final List<Read> read = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private long next = 1;

  private record Read(long id, String title, PanelLog log) {}

  /// @param missing variables that were not carried over
  PanelTree(Map<String, Object> board, PanelReader reader, Set<String> missing) {
    this.board = board;
    this.reader = reader;
    this.missing = missing;
    this.library = Trees.map(board.get("__elements"));
  }

  List<PanelReport> lines() {
    return lines;
  }

  List<String> notes() {
    return notes;
  }

  List<Object> read() {
    var panels = Trees.list(board.get("panels"));
    if (panels.isEmpty()) {
      panels = Layout.ofRows(Trees.list(board.get("rows")));
      below(panels);
    }
    reserve(panels);
    panels.sort(
        Comparator.comparingInt((Object p) -> at(p, "y")).thenComparingInt(p -> at(p, "x")));
    var own = new ArrayList<Object>();
    List<Object> into = own;
    for (var item : panels) {
      var panel = Trees.map(item);
      if (Trees.text(panel.get("type")).equals("row")) {
        var row = row(panel);
        own.add(row);
        var inner = new ArrayList<Object>();
        for (var one : Trees.list(panel.get("panels"))) {
          inner.add(panel(Trees.map(one)));
        }
        row.put("panels", inner);
        into = Boolean.TRUE.equals(row.get("collapsed")) ? own : inner;
      } else {
        into.add(panel(panel));
      }
    }
    finish();
    return own;
  }

  /// Rows of old boards have no place yet: it is that of the panel below, one line up.
  private static void below(List<Object> panels) {
    int y = 0;
    for (int i = 0; i < panels.size(); i++) {
      var panel = Trees.map(panels.get(i));
      if (panel.containsKey("gridPos")) {
        y = Math.max(y, at(panel, "y") + at(panel, "h"));
      } else {
        boolean open = i + 1 < panels.size() && Trees.map(panels.get(i + 1)).containsKey("gridPos");
        int top = open ? at(panels.get(i + 1), "y") - 1 : y++;
        panel.put("gridPos", Layout.grid(0, Math.max(0, top), 24, 1));
        panels.set(i, panel);
      }
    }
  }

  private static int at(Object panel, String name) {
    var number = Source.number(Trees.map(Trees.map(panel).get("gridPos")).get(name));
    return number == null ? 0 : number.intValue();
  }

  /// Later panels keep their ids where earlier ones have none.
  private void reserve(List<Object> panels) {
    for (var panel : panels) {
      var number = Source.number(Trees.map(panel).get("id"));
      next = Math.max(next, number == null ? 0 : number.longValue() + 1);
      reserve(Trees.list(Trees.map(panel).get("panels")));
    }
    next = Math.min(next, 900_000_000);
  }

  private long id(Map<String, Object> panel) {
    var number = Source.number(panel.get("id"));
    long id = number == null ? -1 : number.longValue();
    boolean good = id >= 0 && id < 1_000_000_000 && ids.add(id);
    if (!good) {
      while (!ids.add(next)) {
        next++;
      }
      id = next++;
    }
    return id;
  }

  private Map<String, Object> row(Map<String, Object> panel) {
    var source = Source.of("", panel);
    var log = new PanelLog();
    var row = new LinkedHashMap<String, Object>();
    row.put("kind", "row");
    row.put("id", Trees.number(id(panel)));
    row.put("title", source.text("title"));
    if (source.flag("collapsed", source.flag("collapse", false))) {
      row.put("collapsed", true);
    }
    var grid = Layout.grid(source);
    grid.putAll(Map.of("x", Trees.number(0), "w", Trees.number(24), "h", Trees.number(1)));
    row.put("grid", grid);
    var repeat = PanelReader.repeat(source);
    if (repeat != null) {
      row.put("repeat", Map.of("variable", repeat.getOrDefault("variable", "")));
    }
    source.skip(
        "id",
        "panels",
        "type",
        "datasource",
        "targets",
        "collapse",
        "options",
        "fieldConfig",
        "links");
    source.skip(
        "scopedVars", "description", "transparent", "repeatIteration", "repeatPanelId", "height");
    source.skip(Harmless.PANEL);
    source.left(log::drop);
    add(row, log);
    return row;
  }

  private void add(Map<String, Object> panel, PanelLog log) {
    long id = panel.get("id") instanceof BigDecimal number ? number.longValue() : 0;
    logs.put(id, log);
    read.add(new Read(id, Trees.text(panel.get("title")), log));
  }

  private Map<String, Object> panel(Map<String, Object> written) {
    var log = new PanelLog();
    var panel = resolved(written, log);
    var id = Trees.number(id(panel));
    var source = Source.of("", panel);
    var grid = Layout.grid(source);
    var result = reader.read(source, log);
    result.put("id", id);
    result.put("grid", grid);
    variables(panel, log);
    add(result, log);
    return result;
  }

  /// Puts a library panel in the place where it is used.
  private Map<String, Object> resolved(Map<String, Object> panel, PanelLog log) {
    var reference = Trees.map(panel.get("libraryPanel"));
    if (reference.isEmpty() || (panel.containsKey("type") && panel.containsKey("targets"))) {
      return panel;
    }
    var element = Trees.map(library.get(Trees.text(reference.get("uid"))));
    var model = Trees.map(element.get("model"));
    if (model.isEmpty()) {
      model = Trees.map(reference.get("model"));
    }
    if (model.isEmpty()) {
      log.drop("libraryPanel", Trees.text(reference.get("name")) + " (expected: in the file)");
      panel.put("type", "text");
      panel.put(
          "options",
          Map.of("mode", "markdown", "content", "Library panel that is not in the file."));
      return panel;
    }
    for (var name : List.of("id", "gridPos", "repeat", "repeatDirection", "maxPerRow")) {
      if (panel.containsKey(name)) {
        model.put(name, panel.getOrDefault(name, Nothing.NULL));
      }
    }
    model.remove("libraryPanel");
    return model;
  }

  /// A panel that uses a variable which is not there shows something else.
  private void variables(Map<String, Object> panel, PanelLog log) {
    if (missing.isEmpty()) {
      return;
    }
    var text =
        JsonText.compact(panel.getOrDefault("targets", ""))
            + panel.get("repeat")
            + panel.get("title");
    for (var name : missing) {
      var quoted = Pattern.quote(name);
      if (Pattern.compile(
                  "\\$\\{" + quoted + "[:}.]|\\$" + quoted + "\\b|\\[\\[" + quoted + "[\\]:]")
              .matcher(text)
              .find()
          || name.equals(panel.get("repeat"))) {
        log.drop("variable", name + " (not carried over)");
      }
    }
  }

  /// Panels that use another's results are no better than it.
  private void finish() {
    for (var one : read) {
      for (long uses : one.log.uses()) {
        var log = logs.get(uses);
        if (log == null) {
          one.log.drop("targets", "panel " + uses + " (expected: on the board)");
        } else if (log.verdict() == Verdict.LATER) {
          one.log.later("uses panel " + uses + ", which is for later");
        }
      }
      lines.add(new PanelReport(one.id, one.title, one.log.verdict(), one.log.reasons()));
      one.log
          .notes()
          .forEach(note -> notes.add("panel " + one.id + " \"" + one.title + "\": " + note));
    }
  }
}
