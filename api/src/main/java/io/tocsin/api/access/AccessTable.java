package io.tocsin.api.access;

import io.tocsin.api.access.AccessRule.Anonymous;
import io.tocsin.api.http.Route;
import io.tocsin.security.Access;
import io.tocsin.security.Role;
import io.tocsin.security.Scope;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What every route of every API takes: the one place that says who may do what. Immutable.
///
/// A line has either a word for who may ask without being known, or a role and a token's scope;
/// then methods and a path as the route has them. A line that ends with `unkept` makes no line of
/// the audit log: the change makes one itself, or programs send it all day.
public final class AccessTable {
  private static final String LINES =
      """
      probe          GET,HEAD             /-/healthy
      probe          GET,HEAD             /-/ready
      page           GET,HEAD             /*
      page           GET                  /graph
      page           GET                  /targets
      set_up         GET                  /api/v1/session
      set_up         POST                 /api/v1/setup                               unkept
      sign_in        POST,DELETE          /api/v1/session                             unkept
      sign_in        GET                  /oidc/start
      sign_in        GET                  /oidc/callback
      sign_in        OPTIONS              /api/v1/*
      sign_in        OPTIONS              /api/v2/*

      viewer read    GET                  /metrics
      viewer read    GET                  /version
      viewer read    GET                  /health
      viewer read    GET                  /health/live
      viewer read    GET                  /health/ready
      viewer read    GET                  /health/dependencies
      viewer read    GET                  /federate
      viewer read    GET,POST             /api/v1/query
      viewer read    GET,POST             /api/v1/query_range
      viewer read    GET,POST             /api/v1/query_exemplars
      viewer read    GET,POST             /api/v1/format_query
      viewer read    GET,POST             /api/v1/parse_query
      viewer read    GET                  /api/v1/queries
      viewer read    GET,POST             /api/v1/labels
      viewer read    GET,POST             /api/v1/series
      viewer read    GET                  /api/v1/label/{name}/values
      viewer read    GET,POST             /api/v1/search/metric_names
      viewer read    GET,POST             /api/v1/search/label_names
      viewer read    GET,POST             /api/v1/search/label_values
      viewer read    GET                  /api/v1/scrape_pools
      viewer read    GET                  /api/v1/scrape_pools/config
      viewer read    GET                  /api/v1/targets
      viewer read    GET                  /api/v1/targets/metadata
      viewer read    GET                  /api/v1/targets/relabel_steps
      viewer read    GET                  /api/v1/metadata
      viewer read    GET                  /api/v1/status/config
      viewer read    GET                  /api/v1/status/flags
      viewer read    GET                  /api/v1/status/runtimeinfo
      viewer read    GET                  /api/v1/status/buildinfo
      viewer read    GET                  /api/v1/status/tsdb
      viewer read    GET                  /api/v1/status/tsdb/blocks
      viewer read    GET                  /api/v1/status/walreplay
      viewer read    GET                  /api/v1/status/self_metrics
      viewer read    GET                  /api/v1/features
      viewer read    GET                  /api/v1/rules
      viewer read    GET,POST             /api/v1/rules/preview
      viewer read    GET                  /api/v1/alerts
      viewer read    GET                  /api/v1/alertmanagers
      viewer read    POST                 /api/v1/read
      viewer read    GET                  /api/v1/notifications
      viewer read    GET                  /api/v1/notifications/live
      viewer read    GET                  /api/v1/openapi.yaml
      viewer read    GET,POST,PUT,DELETE  /api/v1/*
      viewer read    GET                  /api/v2/status
      viewer read    GET                  /api/v2/receivers
      viewer read    GET                  /api/v2/alerts
      viewer read    GET                  /api/v2/alerts/groups
      viewer read    GET                  /api/v2/silences
      viewer read    GET                  /api/v2/silence/{silenceID}
      viewer read    GET,POST,PUT,DELETE,PATCH  /api/v2/*
      viewer read    GET                  /api/v1/alerting/outbox
      viewer read    GET                  /api/v1/alerting/outbox/{id}
      viewer read    GET                  /api/v1/alerting/routes
      viewer read    GET                  /api/v1/events

      editor write   POST                 /api/v1/write                               unkept
      editor write   POST                 /api/v1/events                              unkept
      editor write   POST                 /api/v1/events/github                       unkept
      editor write   POST                 /api/v1/events/gitlab                       unkept
      editor write   POST                 /api/v1/events/alertmanager                 unkept
      editor alerts  POST                 /api/v2/alerts                              unkept
      editor alerts  POST                 /api/v2/silences
      editor alerts  DELETE               /api/v2/silence/{silenceID}
      editor alerts  POST                 /api/v1/alerting/receivers/{receiver}/test
      editor alerts  POST                 /api/v1/alerting/alerts/{fingerprint}/acknowledge
      editor edit    DELETE               /api/v1/queries/{id}
      editor edit    POST                 /api/v1/queries/{id}/cancel

      viewer admin   GET                  /api/v1/sessions
      viewer admin   DELETE               /api/v1/sessions/{id}                       unkept
      viewer admin   PUT                  /api/v1/users/{name}/password               unkept
      admin admin    GET,POST             /api/v1/users                               unkept
      admin admin    PUT,DELETE           /api/v1/users/{name}                        unkept
      admin admin    GET,POST             /api/v1/tokens                              unkept
      admin admin    DELETE               /api/v1/tokens/{id}                         unkept
      admin admin    GET                  /api/v1/audit
      admin admin    POST,PUT             /api/v1/admin/tsdb/delete_series
      admin admin    POST,PUT             /api/v1/admin/tsdb/clean_tombstones
      admin admin    POST,PUT             /api/v1/admin/tsdb/snapshot
      admin admin    POST                 /api/v1/admin/backup
      admin admin    POST,PUT             /-/reload
      admin admin    POST,PUT             /-/quit
      """;

  private final Map<String, AccessRule> rules;

  private AccessTable(Map<String, AccessRule> rules) {
    this.rules = rules;
  }

  /// Returns the table, for these routes.
  ///
  /// @throws IllegalStateException if one of them has no line
  public static AccessTable of(List<Route> routes) {
    var rules = read();
    var missing = new TreeSet<String>();
    for (var route : routes) {
      if (!rules.containsKey(key(route))) {
        missing.add(key(route));
      }
    }
    if (!missing.isEmpty()) {
      throw new IllegalStateException(
          "routes without a role: " + missing + " (expected: a line of AccessTable for each)");
    }
    return new AccessTable(rules);
  }

  private static Map<String, AccessRule> read() {
    var rules = new HashMap<String, AccessRule>();
    LINES
        .lines()
        .filter(line -> !line.isBlank())
        .forEach(line -> {
          var words = line.strip().split(" +", -1);
          var role = Role.of(words[0]);
          int at = role == null ? 1 : 2;
          var rule = rule(words, role);
          for (var method : words[at].split(",")) {
            if (rules.put(method + " " + words[at + 1], rule) != null) {
              throw new IllegalStateException(line + ": comes twice");
            }
          }
        });
    return Map.copyOf(rules);
  }

  private static AccessRule rule(String[] words, @Nullable Role role) {
    boolean kept = !words[words.length - 1].equals("unkept");
    if (role == null) {
      return new AccessRule(Anonymous.valueOf(words[0].toUpperCase(Locale.ROOT)), null, kept);
    }
    var scope = Scope.parse(Arrays.asList(words[1])).iterator().next();
    return new AccessRule(Anonymous.NOBODY, new Access(role, scope), kept);
  }

  private static String key(Route route) {
    return route.method() + " " + route.path();
  }

  AccessRule rule(Route route) {
    var rule = rules.get(key(route));
    if (rule == null) {
      throw new IllegalStateException(key(route) + ": no role");
    }
    return rule;
  }

  /// Returns what a known caller needs for a route; null where anybody may ask.
  public @Nullable Access access(Route route) {
    return rule(route).access();
  }
}
