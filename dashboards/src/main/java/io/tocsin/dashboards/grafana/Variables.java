package io.tocsin.dashboards.grafana;

import io.tocsin.dashboards.grafana.Asked.Kind;
import io.tocsin.dashboards.shape.Conform;
import io.tocsin.dashboards.shape.Shapes;
import io.tocsin.dashboards.shape.Trees;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Reads a board's variables. For one thread.
final class Variables {
  private final DataSources sources;
  private final List<String> report;
  private final Set<String> missing = new TreeSet<>();
  private final Set<String> seen = new HashSet<>();

  Variables(DataSources sources, List<String> report) {
    this.sources = sources;
    this.report = report;
  }

  /// Returns the names of variables that could not be carried over.
  Set<String> missing() {
    return missing;
  }

  List<Object> read(Source templating) {
    var own = new ArrayList<Object>();
    for (var variable : templating.sections("list")) {
      var name = variable.text("name");
      variable.skip(
          "options", "definition", "error", "global", "id", "index", "state", "rootStateKey");
      variable.skip("tags", "tagsQuery", "tagValuesQuery", "useTags", "allFormat", "multiFormat");
      variable.skip(
          "datasource", "queryValue", "initLock", "$$hashKey", "type", "refresh", "regex");
      variable.skip("includeAll", "multi", "sort", "allowCustomValue", "usedInRepeat", "hideLabel");
      variable.skip(
          "current",
          "auto",
          "auto_count",
          "auto_min",
          "allValue",
          "refresh_on_load",
          "hideVariable");
      variable.skip(
          "tagKey", "target", "query", "isNone", "optionsLoaded", "current_old", "defaultKeys");
      variable.skipIf("valuesFormat", "csv");
      variable.skipIf("regexApplyTo", "value");
      variable.skipIf("staticOptionsOrder", "before");
      if (!seen.add(name)) {
        said(name, "comes twice, the first counts");
        variable.rest();
        continue;
      }
      var entry = variable(variable, name);
      if (entry == null) {
        missing.add(name);
        variable.rest();
      } else {
        var conform =
            new Conform(Shapes.dashboard(), (path, what) -> said(name, path + ": " + what));
        own.add(Trees.map(conform.cut(entry, Shapes.dashboard().of("Variable"), "")));
        variable.left((path, what) -> said(name, path.replaceFirst("^.*]\\.", "") + ": " + what));
      }
    }
    return own;
  }

  private void said(String name, String what) {
    report.add("variable " + name + ": " + what);
  }

  private @Nullable Map<String, Object> variable(Source variable, String name) {
    var type = variable.text("type");
    var own = new LinkedHashMap<String, Object>();
    own.put("kind", type);
    own.put("name", name);
    Targets.put(own, "label", variable.text("label"));
    Targets.put(own, "description", variable.text("description"));
    switch (variable.text("hide")) {
      case "1" -> own.put("hide", "label");
      case "2" -> own.put("hide", "all");
      default -> {}
    }
    if (variable.flag("hideVariable", false)) {
      own.put("hide", "all");
    }
    if (variable.flag("skipUrlSync", false)) {
      own.put("skipUrl", true);
    }
    return switch (type) {
      case "query", "" -> query(variable, own);
      case "custom" -> custom(variable, own);
      case "interval" -> interval(variable, own);
      case "textbox" -> textBox(variable, own);
      case "constant" -> {
        own.put("value", variable.text("query"));
        yield own;
      }
      case "datasource" -> {
        own.put("kind", "source");
        yield own;
      }
      case "adhoc" -> filters(variable, own);
      default -> {
        said(name, type + " (not in the model)");
        yield null;
      }
    };
  }

  private @Nullable Map<String, Object> query(Source variable, Map<String, Object> own) {
    var asked = sources.of(variable.take("datasource"));
    if (!asked.is(Kind.PROMETHEUS)) {
      said(variable.text("name"), "asks " + asked.name());
      return null;
    }
    own.put("kind", "query");
    choice(variable, own);
    var query = variable.take("query");
    var inner = Trees.map(query);
    var text = query instanceof Map<?, ?> ? Trees.text(inner.get("query")) : Trees.text(query);
    own.put("query", text.isEmpty() ? variable.text("definition") : text);
    Targets.put(own, "regex", variable.text("regex"));
    var sort = variable.number("sort");
    if (sort != null && sort.intValue() > 0 && sort.intValue() < Orders.VARIABLES.size()) {
      own.put("sort", Orders.VARIABLES.get(sort.intValue()));
    }
    own.put("refresh", variable.text("refresh").equals("2") ? "time" : "load");
    return own;
  }

  private static void choice(Source variable, Map<String, Object> own) {
    if (variable.flag("multi", false)) {
      own.put("multi", true);
    }
    if (variable.flag("includeAll", false)) {
      own.put("includeAll", true);
    }
    Targets.put(own, "allValue", variable.text("allValue"));
    current(variable, own);
  }

  private static void current(Source variable, Map<String, Object> own) {
    var value = Trees.map(variable.take("current")).get("value");
    var values = new ArrayList<Object>();
    for (var one :
        value instanceof List<?> list ? Trees.list(list) : List.of(value == null ? "" : value)) {
      var text = Trees.text(one);
      if (!text.isEmpty()) {
        values.add(text);
      }
    }
    if (!values.isEmpty()) {
      own.put("current", values);
    }
  }

  private static Map<String, Object> custom(Source variable, Map<String, Object> own) {
    choice(variable, own);
    var options = new ArrayList<Object>();
    boolean json = variable.text("valuesFormat").equals("json");
    if (json) {
      options.addAll(jsonOptions(variable.text("query")));
    } else {
      for (var option : CustomOption.parse(variable.text("query"))) {
        options.add(option(option.text(), option.value()));
      }
    }
    own.put("options", options);
    return own;
  }

  private static Map<String, Object> option(String text, String value) {
    var option = new LinkedHashMap<String, Object>();
    option.put("text", text);
    option.put("value", value);
    return option;
  }

  private static List<Object> jsonOptions(String text) {
    var options = new ArrayList<Object>();
    try {
      for (var item : Trees.list(Trees.json(text))) {
        var entry = Trees.map(item);
        var value = Trees.text(item instanceof Map<?, ?> ? entry.get("value") : item);
        var shown = Trees.text(entry.get("text"));
        options.add(option(shown.isEmpty() ? value : shown, value));
      }
    } catch (IllegalArgumentException e) {
      return List.of(); // Grafana shows none either.
    }
    return options;
  }

  private static Map<String, Object> interval(Source variable, Map<String, Object> own) {
    var options = new ArrayList<Object>();
    for (var option : CustomOption.parse(variable.text("query"))) {
      options.add(option.value().replaceAll("^[\"']|[\"']$", ""));
    }
    options.remove("auto");
    own.put("options", options);
    if (variable.flag("auto", false)) {
      var auto = new LinkedHashMap<String, Object>();
      var count = variable.number("auto_count");
      auto.put("count", count == null ? Trees.number(30) : count);
      var least = variable.text("auto_min");
      auto.put("min", least.isEmpty() ? "10s" : least);
      own.put("auto", auto);
    }
    current(variable, own);
    if (own.get("current") instanceof List<?> list
        && Trees.text(list.getFirst()).startsWith("$__auto")) {
      own.put("current", List.of("auto"));
    }
    return own;
  }

  private static Map<String, Object> textBox(Source variable, Map<String, Object> own) {
    own.put("kind", "text");
    current(variable, own);
    var query = variable.text("query");
    if (!own.containsKey("current") && !query.isEmpty()) {
      own.put("current", List.of(query));
    }
    return own;
  }

  private @Nullable Map<String, Object> filters(Source variable, Map<String, Object> own) {
    var asked = sources.of(variable.take("datasource"));
    if (!asked.is(Kind.PROMETHEUS)) {
      said(variable.text("name"), "filters of " + asked.name());
      return null;
    }
    own.put("kind", "filter");
    var filters = new ArrayList<Object>();
    for (var filter : variable.sections("filters")) {
      filter.skip(
          "condition", "keyLabel", "valueLabels", "origin", "values", "hidden", "$$hashKey");
      var entry = new LinkedHashMap<String, Object>();
      entry.put("key", filter.text("key"));
      var operator = filter.text("operator");
      entry.put("operator", operator.isEmpty() ? "=" : operator);
      entry.put("value", filter.text("value"));
      filters.add(entry);
    }
    if (!filters.isEmpty()) {
      own.put("filters", filters);
    }
    variable.skip("applyMode", "layout");
    return own;
  }
}
