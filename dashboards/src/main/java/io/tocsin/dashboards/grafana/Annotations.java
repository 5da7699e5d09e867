package io.tocsin.dashboards.grafana;

import io.tocsin.dashboards.grafana.Asked.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads a board's annotations. For one thread.
final class Annotations {
  private final DataSources sources;
  private final Samples variables;
  private final List<String> report;

  Annotations(DataSources sources, Samples variables, List<String> report) {
    this.sources = sources;
    this.variables = variables;
    this.report = report;
  }

  List<Object> read(Source annotations) {
    var own = new ArrayList<Object>();
    for (var annotation : annotations.sections("list")) {
      var entry = annotation(annotation);
      if (entry.isEmpty()) {
        annotation.rest();
      } else {
        own.add(entry);
        annotation.left((path, what) ->
            report.add(
                "annotation "
                    + entry.get("name")
                    + ": "
                    + path.replaceFirst("^.*]\\.", "")
                    + ": "
                    + what));
      }
    }
    return own;
  }

  private Map<String, Object> annotation(Source annotation) {
    var asked = sources.of(annotation.take("datasource"));
    var own = new LinkedHashMap<String, Object>();
    var name = annotation.text("name");
    own.put("name", name.isEmpty() ? "Annotations" : name);
    boolean builtIn = annotation.text("builtIn").equals("1") || annotation.flag("builtIn", false);
    var known = annotation.text("tocsin"); // written by an export
    if (builtIn || !known.isEmpty()) {
      own.put("source", known.isEmpty() ? "alerts" : known);
      annotation.skip("target", "limit", "matchAny", "tags", "type", "showIn");
    } else if (asked.is(Kind.PROMETHEUS)) {
      own.put("source", "query");
    } else {
      report.add(
          "annotation " + name + ": asks " + asked.name().replace("-- Grafana --", "grafana"));
      return Map.of();
    }
    if (!annotation.flag("enable", true)) {
      own.put("off", true);
    }
    if (annotation.flag("hide", false)) {
      own.put("hide", true);
    }
    Targets.put(own, "color", annotation.text("iconColor"));
    annotation.skip(
        "type", "iconSize", "lineColor", "showLine", "snapshotData", "mappings", "$$hashKey");
    annotation.skip("limit", "matchAny", "tags", "showIn", "rawQuery", "placement", "cacheTimeout");
    Targets.put(own, "match", annotation.text("match"));
    if ("query".equals(own.get("source"))) {
      query(annotation, own);
    }
    panels(annotation.section("filter"), own);
    return own;
  }

  private void query(Source annotation, Map<String, Object> own) {
    var target = annotation.section("target");
    var expr = annotation.text("expr");
    var inner = target.text("expr");
    target.rest();
    var query = QueryText.renamed(expr.isEmpty() ? inner : expr);
    own.put("query", query);
    var refusal = query.isEmpty() ? null : QueryText.refusal(query, variables);
    if (refusal != null) {
      report.add("annotation " + own.get("name") + ": " + refusal);
    }
    Targets.put(own, "step", annotation.text("step"));
    Targets.put(own, "titleFormat", annotation.text("titleFormat"));
    Targets.put(own, "textFormat", annotation.text("textFormat"));
    Targets.put(own, "tagKeys", annotation.text("tagKeys"));
    if (annotation.text("useValueForTime").matches("true|on")) {
      own.put("valueIsTime", true);
    }
    annotation.skip(
        "query",
        "tagsField",
        "legendFormat",
        "queryType",
        "refId",
        "instant",
        "expr",
        "titleFormat");
  }

  private static void panels(Source filter, Map<String, Object> own) {
    var ids = filter.list("ids");
    boolean exclude = filter.flag("exclude", false);
    if (!ids.isEmpty()) {
      var panels = new LinkedHashMap<String, Object>();
      panels.put("ids", ids);
      if (exclude) {
        panels.put("exclude", true);
      }
      own.put("panels", panels);
    }
  }
}
