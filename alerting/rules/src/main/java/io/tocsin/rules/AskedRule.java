package io.tocsin.rules;

import io.tocsin.kit.ConfigException;
import io.tocsin.kit.Yaml;
import io.tocsin.kit.YamlNode;
import java.util.ArrayList;
import java.util.List;

/// An alerting rule that somebody wants to try out, as it is written.
///
/// @param severity of its labels; empty if it has none
public record AskedRule(
    String alert, String expr, long forMillis, long keepFiringForMillis, String severity) {
  private static final int RULES_MAX = 1_000;

  /// Reads the alerting rules of a text: a rule file, a file of plain language, a list of rules, or
  /// one rule alone.
  ///
  /// @param file the name that messages show
  /// @throws ConfigException that names file, line, value and what was expected
  public static List<AskedRule> read(String file, String text) {
    var root = Yaml.parse(file, PlainRules.expanded(file, text));
    var rules = new ArrayList<AskedRule>();
    if (root.kind() == YamlNode.Kind.LIST) {
      root.items().forEach(item -> add(item, rules));
    } else if (root.entries().containsKey("groups")) {
      for (var group : root.section().list("groups")) {
        group.section().list("rules").forEach(item -> add(item, rules));
      }
    } else if (root.entries().containsKey("rules")) {
      root.section().list("rules").forEach(item -> add(item, rules));
    } else {
      add(root, rules);
    }
    if (rules.isEmpty()) {
      throw root.refusal("no alerting rule (expected: alert and expr, groups, or conditions)");
    }
    return List.copyOf(rules);
  }

  private static void add(YamlNode node, List<AskedRule> rules) {
    var section = node.section();
    if (section.has("record")) {
      return;
    }
    if (rules.size() == RULES_MAX) {
      throw node.refusal("one rule more (expected: at most " + RULES_MAX + ")");
    }
    rules.add(
        new AskedRule(
            section.text("alert", ""),
            section.require("expr").text(),
            section.durationMillis("for", 0),
            section.durationMillis("keep_firing_for", 0),
            section.textMap("labels").getOrDefault("severity", "")));
  }
}
