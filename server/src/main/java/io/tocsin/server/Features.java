package io.tocsin.server;

import io.tocsin.promql.AggregateOperator;
import io.tocsin.promql.BinaryOperator;
import io.tocsin.promql.Functions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What this program can do, under the names that clients of Prometheus ask for. Nothing is
/// experimental here: what is there is on, with one exception.
final class Features {
  /// The one that is off unless `enable-feature` names it: it changes which series there are.
  static final String TYPE_LABELS = "type-and-unit-labels";

  /// The flag that switches the receiver of remote write, which is on unless it says no.
  static final String REMOTE_WRITE = "web.enable-remote-write-receiver";

  private static final List<String> API =
      List.of(
          "exclude_alerts",
          "label_values_match",
          "openapi_3.1",
          "query_stats",
          "query_warnings",
          "running_queries",
          "search",
          "search_fuzz_alg_jarowinkler",
          "search_fuzz_alg_subsequence",
          "time_range_labels",
          "time_range_series");

  /// What the pages and their tests ask for, before they use it.
  private static final List<String> PAGES =
      List.of(
          "batch",
          "configuration_edit",
          "dashboards",
          "rule_preview",
          "saved_rules",
          "snapshots",
          "stream");

  private static final List<String> LANGUAGE =
      List.of(
          "anchored",
          "at_modifier",
          "bool",
          "by",
          "duration_expr",
          "fill",
          "fill_left",
          "fill_right",
          "group_left",
          "group_right",
          "ignoring",
          "negative_offset",
          "offset",
          "on",
          "per_query_lookback_delta",
          "smoothed",
          "subqueries",
          "without");

  private Features() {}

  static Map<String, Map<String, Boolean>> of(Settings settings) {
    var api = all(API);
    api.put("admin", settings.isSet("web.enable-admin-api"));
    api.put("lifecycle", settings.isSet("web.enable-lifecycle"));
    api.put("otlp_write_receiver", false);
    api.put("remote_write_receiver", settings.isSet(REMOTE_WRITE));
    var language = all(LANGUAGE);
    language.put("delayed_name_removal", false);
    language.put("per_step_stats", false);
    language.put("type_and_unit_labels", settings.hasFeature(TYPE_LABELS));
    var operators = all(Arrays.stream(AggregateOperator.values()).map(o -> o.text()).toList());
    operators.putAll(all(Arrays.stream(BinaryOperator.values()).map(o -> o.symbol()).toList()));
    var functions = Functions.all().stream().map(function -> function.name()).toList();
    return Map.of(
        "api",
        api,
        "rules",
        all(List.of("concurrent_rule_eval", "keep_firing_for", "query_offset")),
        "prometheus",
        new TreeMap<>(Map.of("agent_mode", false, "auto_reload_config", true, "server_mode", true)),
        "tocsin",
        all(PAGES),
        "promql",
        language,
        "promql_functions",
        all(functions),
        "promql_operators",
        operators);
  }

  private static Map<String, Boolean> all(List<String> names) {
    return names.stream()
        .collect(Collectors.toMap(name -> name, _ -> true, (a, _) -> a, TreeMap::new));
  }
}
