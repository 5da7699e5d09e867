package io.tocsin.dashboards.grafana;

import io.tocsin.dashboards.grafana.Asked.Kind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads a panel's queries. For one thread.
final class Targets {
  /// Of the query editor, of forms that are gone, and of other plug-ins' queries that were here
  /// before: the Prometheus plug-in does not read them.
  private static final Set<String> HARMLESS =
      Set.of(
          "editorMode",
          "metric",
          "queryType",
          "step",
          "legendLink",
          "logBase",
          "max",
          "min",
          "alias",
          "application",
          "dimensions",
          "expression",
          "functions",
          "group",
          "highResolution",
          "host",
          "id",
          "item",
          "matchExact",
          "metricEditorMode",
          "metricName",
          "metricQueryType",
          "mode",
          "namespace",
          "options",
          "period",
          "queryMode",
          "region",
          "returnData",
          "sqlExpression",
          "statistic",
          "statistics",
          "disableTextWrap",
          "fullMetaSearch",
          "includeNullMetadata",
          "useBackend",
          "target",
          "direction",
          "$$hashKey",
          "key",
          "resolution",
          "adhocFilters",
          "groupBy",
          "measurement",
          "orderByTime",
          "policy",
          "resultFormat",
          "select",
          "tags",
          "dsType",
          "query",
          "rawQuery",
          "rawSql",
          "bucketAggs",
          "metrics",
          "timeField",
          "isLogsQuery",
          "aggregation",
          "decimals",
          "displayAliasType",
          "displayType",
          "displayValueWithAlias",
          "units",
          "valueHandler",
          "warn",
          "crit",
          "axis",
          "requestId",
          "errors",
          "maxLines",
          "scopes",
          "database",
          "table",
          "column",
          "timeColumn",
          "where",
          "hashKey",
          "datasourceErrors",
          "azureMonitor",
          "azureLogAnalytics",
          "subscription",
          "qryType",
          "quantile",
          "legend",
          "textEditor",
          "shouldInterpolate",
          "calculatedInterval",
          "refID",
          "useCatalog",
          "project_id",
          "selector",
          "refresh",
          "currentTagKey",
          "currentTagValue",
          "refCount",
          "downsampleAggregator",
          "aggregator",
          "resultAssertions",
          "instance",
          "refIdAlias",
          "downsampleFillPolicy",
          "disableDownsampling",
          "metricColumn",
          "rawSqlEditor",
          "sql",
          "scenarioId",
          "stringInput",
          "trace",
          "prometheusQuery",
          "seriesBy",
          "intervalMs",
          "maxDataPoints",
          "datasourceId",
          "utcOffsetSec",
          "scope");

  private final DataSources sources;
  private final Samples variables;
  private final PanelLog log;
  private final Set<String> refs = new HashSet<>();

  Targets(DataSources sources, Samples variables, PanelLog log) {
    this.sources = sources;
    this.variables = variables;
    this.log = log;
  }

  /// Returns the queries of a panel in the own form.
  List<Object> read(Source panel) {
    var asked = sources.of(panel.take("datasource"));
    var queries = new ArrayList<Object>();
    for (var target : panel.sections("targets")) {
      var own = target.take("datasource");
      var whom = asked.is(Kind.MIXED) || isExpression(own) ? sources.of(own) : asked;
      // What an editor left when a panel's source was changed says less than the panel.
      if (panel.peek("datasource") == null && own != null) {
        whom = sources.of(own);
      }
      var query = query(target, sources.byLanguage(whom, target));
      if (!query.isEmpty()) {
        queries.add(query);
      }
    }
    return queries;
  }

  private boolean isExpression(@Nullable Object own) {
    return own != null && sources.of(own).is(Kind.EXPRESSION);
  }

  private Map<String, Object> query(Source target, Asked whom) {
    boolean hidden = target.flag("hide", false);
    return switch (whom.kind()) {
      case PROMETHEUS, MIXED -> prometheus(target, hidden);
      case PANEL -> panel(target);
      case EXPRESSION -> {
        target.rest();
        if (!hidden) {
          log.drop("targets", "server-side expression (expected: PromQL or a transformation)");
        }
        yield Map.of();
      }
      case GRAFANA, OTHER -> {
        target.rest();
        log.later("asks " + whom.name().replace("-- Grafana --", "grafana"));
        yield Map.of();
      }
    };
  }

  private Map<String, Object> panel(Source target) {
    var id = target.number("panelId");
    boolean transformed = target.flag("withTransforms", false);
    target.rest();
    if (id == null) {
      return Map.of();
    }
    log.uses(id.longValue());
    var query = new LinkedHashMap<String, Object>();
    query.put("ref", ref(target));
    query.put("panel", id);
    if (transformed) {
      query.put("transformed", true);
    }
    return query;
  }

  private String ref(Source target) {
    var wanted = target.text("refId");
    var ref = wanted.isEmpty() ? "A" : wanted;
    for (char c = 'A'; !refs.add(ref); c++) {
      ref = wanted + c;
    }
    return ref;
  }

  private Map<String, Object> prometheus(Source target, boolean hidden) {
    target.skip(HARMLESS);
    var expr = QueryText.renamed(target.text("expr"));
    if (expr.isBlank()) {
      target.rest(); // Grafana does not send it.
      return Map.of();
    }
    var refusal = QueryText.refusal(expr, variables);
    if (refusal != null) {
      log.later("query " + target.text("refId") + ": " + refusal);
    }
    var query = new LinkedHashMap<String, Object>();
    query.put("ref", ref(target));
    query.put("expr", expr);
    put(query, "legend", target.text("legendFormat"));
    mode(target, query);
    shape(target, query);
    put(query, "interval", target.text("interval"));
    var factor = target.number("intervalFactor");
    if (factor != null && factor.compareTo(BigDecimal.ONE) > 0) {
      query.put("intervalFactor", factor);
    }
    if (hidden) {
      query.put("hidden", true);
    }
    if (target.flag("exemplar", false)) {
      query.put("exemplars", true);
    }
    return query;
  }

  private static void mode(Source target, Map<String, Object> query) {
    boolean instant = target.flag("instant", false);
    boolean range = target.flag("range", false);
    if (instant) {
      query.put("mode", range ? "both" : "instant");
    }
  }

  private static void shape(Source target, Map<String, Object> query) {
    switch (target.text("format")) {
      case "table" -> query.put("shape", "table");
      case "heatmap" -> query.put("shape", "heatmap");
      default -> {} // time_series, and what the plug-in takes for it
    }
  }

  static void put(Map<String, Object> map, String name, String text) {
    if (!text.isEmpty()) {
      map.put(name, text);
    }
  }
}
