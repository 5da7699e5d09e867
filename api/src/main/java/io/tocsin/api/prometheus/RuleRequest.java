package io.tocsin.api.prometheus;

import io.tocsin.api.PromqlText;
import io.tocsin.api.http.Parameters;
import io.tocsin.model.Labels;
import io.tocsin.model.Matcher;
import io.tocsin.rules.GroupView;
import io.tocsin.rules.Rule;
import io.tocsin.rules.RuleView;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Which rules are asked for.
///
/// @param type `alert`, `record`, or empty for both
/// @param limit how many groups at most; 0 for all
/// @param token of the group that the page begins with; empty for the first
record RuleRequest(
    String type,
    Set<String> names,
    Set<String> groups,
    Set<String> files,
    List<List<Matcher>> matchers,
    boolean excludesAlerts,
    int limit,
    String token) {

  static RuleRequest of(Parameters parameters, PromqlText promql) {
    var type = parameters.value("type").toLowerCase(Locale.ROOT);
    var matchers = new Selectors(promql).all(parameters, "");
    if (!type.isEmpty() && !type.equals("alert") && !type.equals("record")) {
      throw ApiError.parameter("type", "not supported value " + Values.quoted(type));
    }
    boolean excludes = excludesAlerts(parameters);
    return new RuleRequest(
        type,
        Set.copyOf(parameters.all("rule_name[]")),
        Set.copyOf(parameters.all("rule_group[]")),
        Set.copyOf(parameters.all("file[]")),
        matchers,
        excludes,
        limit(parameters),
        parameters.value("group_next_token"));
  }

  private static boolean excludesAlerts(Parameters parameters) {
    var text = parameters.value("exclude_alerts").toLowerCase(Locale.ROOT);
    var excludes = text.isEmpty() ? Boolean.FALSE : Values.bool(text);
    if (excludes == null) {
      throw ApiError.parameter(
          "exclude_alerts",
          "error converting exclude_alerts: strconv.ParseBool: parsing "
              + Values.quoted(text)
              + ": invalid syntax");
    }
    return excludes;
  }

  private static int limit(Parameters parameters) {
    var text = parameters.value("group_limit");
    if (text.isEmpty()) {
      if (!parameters.value("group_next_token").isEmpty()) {
        throw ApiError.parameter(
            "group_next_token",
            "group_limit needs to be present in order to paginate over the groups");
      }
      return 0;
    }
    try {
      int limit = Integer.parseInt(text);
      if (limit > 0) {
        return limit;
      }
    } catch (NumberFormatException e) {
      throw ApiError.parameter(
          "group_limit",
          "group_limit needs to be a valid number: strconv.ParseInt: parsing "
              + Values.quoted(text)
              + ": invalid syntax");
    }
    throw ApiError.parameter("group_limit", "group_limit needs to be greater than 0");
  }

  /// @param nextToken of the first group of the next page; empty on the last
  record Page(List<GroupView> groups, String nextToken) {}

  /// Returns the groups that are asked for, each with the rules that are.
  Page page(List<GroupView> all) {
    var page = new ArrayList<GroupView>();
    boolean begun = token.isEmpty();
    for (var group : all) {
      begun = begun || token.equals(token(group));
      if (begun && isAskedFor(group)) {
        var rules = group.rules().stream().filter(this::isAskedFor).toList();
        if (!rules.isEmpty()) {
          if (limit > 0 && page.size() == limit) {
            return new Page(page, token(group));
          }
          page.add(new GroupView(group.group(), group.tookNanos(), group.lastMillis(), rules));
        }
      }
    }
    if (!begun) {
      throw ApiError.parameter(
          "group_next_token",
          "invalid group_next_token '" + token + "'. were rule groups changed?");
    }
    return new Page(page, "");
  }

  private boolean isAskedFor(GroupView group) {
    return (groups.isEmpty() || groups.contains(group.group().name()))
        && (files.isEmpty() || files.contains(group.group().file()));
  }

  private boolean isAskedFor(RuleView view) {
    var rule = view.rule();
    boolean typed = type.isEmpty() || type.equals("alert") == rule instanceof Rule.Alert;
    boolean named = names.isEmpty() || names.contains(rule.name());
    if (!typed || !named || matchers.isEmpty()) {
      return typed && named;
    }
    var labels = Labels.of(rule.labels());
    return matchers.stream().anyMatch(set -> set.stream().allMatch(one -> one.matches(labels)));
  }

  private static String token(GroupView group) {
    try {
      var key = group.group().key().getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(key));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
