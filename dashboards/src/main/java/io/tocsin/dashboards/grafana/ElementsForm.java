package io.tocsin.dashboards.grafana;

import io.tocsin.dashboards.shape.Nothing;
import io.tocsin.dashboards.shape.Trees;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Makes a board with `panels` of the form with `elements` and `layout` (schema v2). For one
/// thread.
final class ElementsForm {
  private final Map<String, Object> elements;
  private final List<Object> panels = new ArrayList<>();
  private int y;

  private ElementsForm(Map<String, Object> elements) {
    this.elements = elements;
  }

  static Map<String, Object> board(Map<String, Object> spec) {
    var board = new LinkedHashMap<>(spec);
    var form = new ElementsForm(Trees.map(board.remove("elements")));
    form.layout(Trees.map(board.remove("layout")), form.panels);
    board.put("panels", form.panels);
    var time = Trees.map(board.remove("timeSettings"));
    board.put(
        "time", Map.of("from", Trees.text(time.get("from")), "to", Trees.text(time.get("to"))));
    board.put("refresh", Trees.text(time.get("autoRefresh")));
    board.put("timezone", Trees.text(time.get("timezone")));
    var crosshair = Map.of("Crosshair", 1L, "Tooltip", 2L);
    var sync = Trees.text(board.remove("cursorSync"));
    board.put("graphTooltip", Trees.number(crosshair.getOrDefault(sync, 0L)));
    board.put("templating", Map.of("list", variables(Trees.list(board.remove("variables")))));
    board.put("annotations", Map.of("list", annotations(Trees.list(board.remove("annotations")))));
    return board;
  }

  private static Map<String, Object> spec(@Nullable Object item) {
    return Trees.map(Trees.map(item).get("spec"));
  }

  private void layout(Map<String, Object> layout, List<Object> into) {
    var spec = spec(layout);
    switch (Trees.text(layout.get("kind"))) {
      case "RowsLayout" -> Trees.list(spec.get("rows")).forEach(row -> row(spec(row), into));
      case "TabsLayout" -> Trees.list(spec.get("tabs")).forEach(tab -> row(spec(tab), into));
      case "AutoGridLayout", "ResponsiveGridLayout" -> autoGrid(spec, into);
      default -> grid(spec, into);
    }
  }

  private void row(Map<String, Object> row, List<Object> into) {
    var heading = new LinkedHashMap<String, Object>();
    heading.put("type", "row");
    heading.put("title", Trees.text(row.get("title")));
    heading.put("collapsed", Boolean.TRUE.equals(row.get("collapse")));
    heading.put("gridPos", Layout.grid(0, y++, 24, 1));
    var repeat = Trees.map(row.get("repeat"));
    if (repeat.containsKey("value")) {
      heading.put("repeat", Trees.text(repeat.get("value")));
    }
    for (var name : List.of("conditionalRendering", "variables")) {
      heading.put(name, row.getOrDefault(name, Nothing.NULL)); // said by whoever reads the row
    }
    var inner = new ArrayList<Object>();
    layout(Trees.map(row.get("layout")), inner);
    boolean collapsed = Boolean.TRUE.equals(heading.get("collapsed"));
    heading.put("panels", collapsed ? inner : List.of());
    into.add(heading);
    if (!collapsed) {
      into.addAll(inner);
    }
  }

  private void grid(Map<String, Object> spec, List<Object> into) {
    int begin = y;
    for (var item : Trees.list(spec.get("items"))) {
      var place = spec(item);
      var panel = element(place);
      int h = whole(place.get("height"), 8);
      int top = begin + whole(place.get("y"), 0);
      panel.put(
          "gridPos", Layout.grid(whole(place.get("x"), 0), top, whole(place.get("width"), 12), h));
      y = Math.max(y, top + h);
      into.add(panel);
    }
  }

  /// Panels beside each other as they come, three in a row unless more or fewer are wanted.
  private void autoGrid(Map<String, Object> spec, List<Object> into) {
    int columns = Math.clamp(whole(spec.get("maxColumnCount"), 3), 1, 24);
    int h =
        switch (Trees.text(spec.get("rowHeightMode"))) {
          case "short" -> 5;
          case "tall" -> 14;
          default -> 9;
        };
    int w = 24 / columns;
    int column = 0;
    for (var item : Trees.list(spec.get("items"))) {
      var panel = element(spec(item));
      panel.put("gridPos", Layout.grid(column * w, y, w, h));
      into.add(panel);
      column = (column + 1) % columns;
      y += column == 0 ? h : 0;
    }
    y += column == 0 ? 0 : h;
  }

  private static int whole(@Nullable Object value, int otherwise) {
    return value instanceof BigDecimal number ? number.intValue() : otherwise;
  }

  private Map<String, Object> element(Map<String, Object> place) {
    var name = Trees.text(Trees.map(place.get("element")).get("name"));
    var element = Trees.map(elements.get(name));
    var spec = spec(element);
    var panel = new LinkedHashMap<String, Object>();
    if (Trees.text(element.get("kind")).equals("LibraryPanel")) {
      panel.put("libraryPanel", Trees.map(spec.get("libraryPanel")));
      panel.put("title", Trees.text(spec.get("title")));
      return panel;
    }
    for (var copied : List.of("id", "title", "description", "links", "transparent")) {
      if (spec.containsKey(copied)) {
        panel.put(copied, spec.getOrDefault(copied, ""));
      }
    }
    var viz = Trees.map(spec.get("vizConfig"));
    var config = spec(viz);
    var kind = Trees.text(viz.get("kind"));
    panel.put("type", kind.equals("VizConfig") ? Trees.text(viz.get("group")) : kind);
    panel.put("options", Trees.map(config.get("options")));
    panel.put("fieldConfig", Trees.map(config.get("fieldConfig")));
    data(spec(spec.get("data")), panel);
    var repeat = Trees.map(place.get("repeat"));
    if (repeat.containsKey("value")) {
      panel.put("repeat", Trees.text(repeat.get("value")));
      panel.put("repeatDirection", Trees.text(repeat.get("direction")));
      if (repeat.get("maxPerRow") instanceof BigDecimal most) {
        panel.put("maxPerRow", most);
      }
    }
    return panel;
  }

  private static void data(Map<String, Object> data, Map<String, Object> panel) {
    var targets = new ArrayList<Object>();
    for (var item : Trees.list(data.get("queries"))) {
      var spec = spec(item);
      var query = Trees.map(spec.get("query"));
      var target = spec(query);
      target.put("refId", Trees.text(spec.get("refId")));
      target.put("hide", Boolean.TRUE.equals(spec.get("hidden")));
      target.put("datasource", source(spec, query));
      targets.add(target);
    }
    panel.put("targets", targets);
    panel.put("datasource", Map.of("uid", "-- Mixed --"));
    var steps = new ArrayList<Object>();
    for (var item : Trees.list(data.get("transformations"))) {
      var step = spec(item);
      step.putIfAbsent("id", Trees.text(Trees.map(item).get("kind")));
      steps.add(step);
    }
    panel.put("transformations", steps);
    panel.putAll(Trees.map(data.get("queryOptions")));
  }

  private static Map<String, Object> source(Map<String, Object> spec, Map<String, Object> query) {
    var source = Trees.map(spec.get("datasource"));
    if (source.isEmpty()) {
      source.put("uid", Trees.text(Trees.map(query.get("datasource")).get("name")));
    }
    var kind = Trees.text(query.get("kind"));
    source.putIfAbsent("type", kind.equals("DataQuery") ? Trees.text(query.get("group")) : kind);
    return source;
  }

  private static List<Object> variables(List<Object> variables) {
    var list = new ArrayList<Object>();
    for (var item : variables) {
      var variable = spec(item);
      var kind = Trees.text(Trees.map(item).get("kind")).replace("Variable", "");
      variable.put("type", kind.equals("Text") ? "textbox" : kind.toLowerCase(Locale.ROOT));
      var hide = Map.of("hideLabel", 1L, "hideVariable", 2L);
      variable.put("hide", Trees.number(hide.getOrDefault(Trees.text(variable.get("hide")), 0L)));
      var refresh = Map.of("onDashboardLoad", 1L, "onTimeRangeChanged", 2L);
      variable.put(
          "refresh", Trees.number(refresh.getOrDefault(Trees.text(variable.get("refresh")), 1L)));
      variable.put("sort", Trees.number(sort(Trees.text(variable.get("sort")))));
      if (variable.get("query") instanceof Map<?, ?> query) {
        variable.put("datasource", source(Map.of(), Trees.map(query)));
        variable.put("query", spec(query).isEmpty() ? Trees.map(query) : spec(query));
      }
      if (kind.equals("Datasource")) {
        variable.put("query", Trees.text(variable.remove("pluginId")));
      }
      list.add(variable);
    }
    return list;
  }

  private static long sort(String name) {
    var names =
        List.of(
            "disabled",
            "alphabeticalAsc",
            "alphabeticalDesc",
            "numericalAsc",
            "numericalDesc",
            "alphabeticalCaseInsensitiveAsc",
            "alphabeticalCaseInsensitiveDesc",
            "naturalAsc",
            "naturalDesc");
    return Math.max(0, names.indexOf(name));
  }

  private static List<Object> annotations(List<Object> annotations) {
    var list = new ArrayList<Object>();
    for (var item : annotations) {
      var annotation = spec(item);
      var query = Trees.map(annotation.remove("query"));
      annotation.put("datasource", source(annotation, query));
      annotation.put("target", spec(query));
      if (Boolean.TRUE.equals(annotation.get("builtIn"))) {
        annotation.put("builtIn", Trees.number(1));
      }
      annotation.putAll(Trees.map(annotation.remove("legacyOptions")));
      list.add(annotation);
    }
    return list;
  }
}
