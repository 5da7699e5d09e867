package io.tocsin.dashboards.grafana;

import io.tocsin.dashboards.grafana.Asked.Kind;
import io.tocsin.dashboards.shape.Trees;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Finds out whom a board's queries ask: a reference may be a plug-in, a name, a variable, an input
/// that is asked for at the import, or nothing, which is the default. Immutable once made.
final class DataSources {
  private static final Set<String> PROMETHEUS =
      Set.of(
          "prometheus",
          "victoriametrics-metrics-datasource",
          "victoriametrics-datasource",
          "grafana-amazonprometheus-datasource",
          "grafana-azureprometheus-datasource");

  /// What those who gave their data source the plug-in's name called it.
  private static final Set<String> OTHERS =
      Set.of(
          "loki",
          "tempo",
          "jaeger",
          "zipkin",
          "elasticsearch",
          "opensearch",
          "influxdb",
          "graphite",
          "cloudwatch",
          "mysql",
          "postgres",
          "postgresql",
          "mssql",
          "stackdriver",
          "opentsdb",
          "alertmanager",
          "clickhouse",
          "zabbix",
          "pyroscope",
          "parca",
          "testdata",
          "bigquery",
          "victorialogs",
          "snowflake",
          "azure monitor");

  /// Names that only queries of other languages have.
  private static final Map<String, String> LANGUAGES =
      Map.of(
          "rawSql", "sql",
          "measurement", "influxdb",
          "bucketAggs", "elasticsearch",
          "metricName", "cloudwatch",
          "azureMonitor", "azure monitor",
          "timeSeriesQuery", "stackdriver",
          "target", "graphite",
          "scenarioId", "testdata");

  private static final Pattern VARIABLE =
      Pattern.compile("\\$\\{(\\w+)(?::\\w+)?}|\\$(\\w+)|\\[\\[(\\w+)]]");

  private final Map<String, String> named = new HashMap<>();
  private final Asked standard;

  DataSources(Map<String, Object> board) {
    for (var item : Trees.list(board.get("__inputs"))) {
      var input = Trees.map(item);
      if (Trees.text(input.get("type")).equals("datasource")) {
        named.put(Trees.text(input.get("name")), Trees.text(input.get("pluginId")));
      }
    }
    for (var item : Trees.list(Trees.map(board.get("templating")).get("list"))) {
      var variable = Trees.map(item);
      if (Trees.text(variable.get("type")).equals("datasource")) {
        named.put(Trees.text(variable.get("name")), Trees.text(variable.get("query")));
      }
    }
    standard = standard(board);
  }

  /// The default is Prometheus unless the board needs exactly one other.
  private static Asked standard(Map<String, Object> board) {
    var needed = new HashSet<String>();
    for (var key : List.of("__requires", "__inputs")) {
      for (var item : Trees.list(board.get(key))) {
        var entry = Trees.map(item);
        if (Trees.text(entry.get("type")).equals("datasource")) {
          needed.add(Trees.text(entry.get(key.equals("__inputs") ? "pluginId" : "id")));
        }
      }
    }
    needed.removeIf(id -> id.isEmpty() || special(id) != null || id.equals("datasource"));
    return needed.size() == 1 ? ofPlugin(needed.iterator().next()) : Asked.PROMETHEUS;
  }

  private static Asked ofPlugin(String id) {
    return PROMETHEUS.contains(id.toLowerCase(Locale.ROOT)) ? Asked.PROMETHEUS : Asked.other(id);
  }

  private static @Nullable Asked special(String name) {
    return switch (name) {
      case "-- Mixed --", "mixed" -> new Asked(Kind.MIXED, name);
      case "-- Dashboard --", "dashboard" -> new Asked(Kind.PANEL, name);
      case "-- Grafana --", "grafana" -> new Asked(Kind.GRAFANA, name);
      case "__expr__", "-100" -> new Asked(Kind.EXPRESSION, name);
      default -> null;
    };
  }

  /// Returns whom a reference means.
  Asked of(@Nullable Object reference) {
    if (reference instanceof String name) {
      return ofName(name);
    }
    if (!(reference instanceof Map<?, ?>)) {
      return standard;
    }
    var map = Trees.map(reference);
    var uid = Trees.text(map.containsKey("uid") ? map.get("uid") : map.get("name"));
    var type = Trees.text(map.containsKey("type") ? map.get("type") : map.get("group"));
    var special = special(uid);
    if (special != null) {
      return special;
    }
    var variable = ofVariable(uid);
    if (variable != null) {
      return variable;
    }
    if (type.isEmpty() || type.equals("datasource")) {
      return type.isEmpty() ? ofName(uid) : new Asked(Kind.GRAFANA, "grafana");
    }
    var plugin = special(type);
    return plugin == null ? ofPlugin(type) : plugin;
  }

  /// Returns what a reference to a variable or an input leads to; null where it is none that is
  /// known.
  private @Nullable Asked ofVariable(String text) {
    var matcher = VARIABLE.matcher(text);
    if (!matcher.matches()) {
      return null;
    }
    var name =
        matcher.group(1) != null
            ? matcher.group(1)
            : matcher.group(2) != null ? matcher.group(2) : matcher.group(3);
    var plugin = named.get(name);
    return plugin == null || plugin.isEmpty() ? null : ofPlugin(plugin);
  }

  private Asked ofName(String name) {
    var special = special(name);
    if (special != null) {
      return special;
    }
    var variable = ofVariable(name);
    if (variable != null) {
      return variable;
    }
    var lower = name.toLowerCase(Locale.ROOT);
    if (lower.isEmpty() || lower.equals("default") || lower.equals("none")) {
      return standard;
    }
    return OTHERS.contains(lower) ? Asked.other(lower) : Asked.PROMETHEUS;
  }

  /// Returns whom a query without a word of its own asks, by the language that it is written in.
  Asked byLanguage(Asked asked, Source target) {
    if (asked.is(Kind.PROMETHEUS) && target.text("expr").isBlank()) {
      for (var language : LANGUAGES.entrySet()) {
        var value = target.peek(language.getKey());
        if (value != null && !value.equals("") && !value.equals(List.of())) {
          return Asked.other(language.getValue());
        }
      }
    }
    return asked;
  }
}
