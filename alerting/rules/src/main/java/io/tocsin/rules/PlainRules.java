package io.tocsin.rules;

import io.tocsin.kit.Durations;
import io.tocsin.kit.Yaml;
import io.tocsin.kit.YamlNode;
import io.tocsin.kit.YamlSection;
import io.tocsin.rules.anomaly.AnomalyRule;
import io.tocsin.rules.condition.Catalogue;
import io.tocsin.rules.condition.CompiledRule;
import io.tocsin.rules.condition.Conditions;
import io.tocsin.rules.kind.RuleKinds;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A file of rules in plain language: a catalogue of names, conditions, tables of thresholds and
/// rule kinds. It compiles to an ordinary rule file. See `docs/guide/conditions.md`.
public final class PlainRules {
  private static final int RULES_MAX = 10_000;
  private static final Set<String> KEYS =
      Set.of(
          "catalogue",
          "conditions",
          "alerting_rules",
          "thresholds",
          "performance_alerts",
          "kinds",
          "anomalies");

  /// What saves reading every rule file twice.
  private static final Pattern LOOKS_PLAIN =
      Pattern.compile("(?m)^\\s*[{,]?\\s*[\"']?(" + String.join("|", KEYS) + ")[\"']?\\s*:");

  private final String group;
  private final long intervalMillis;
  private final Map<String, String> labels;
  private final List<CompiledRule> rules;
  private final List<AnomalyRule> anomalies;

  private PlainRules(
      YamlSection section, String group, List<CompiledRule> rules, List<AnomalyRule> anomalies) {
    this.anomalies = List.copyOf(anomalies);
    this.group = section.text("name", group);
    this.intervalMillis = section.durationMillis("interval", 0);
    this.labels = section.textMap("labels");
    this.rules = List.copyOf(rules);
  }

  /// Tells whether a file is one of plain language: a map with any of their keys.
  public static boolean isPlain(YamlNode root) {
    return root.kind() == YamlNode.Kind.MAP
        && root.entries().keySet().stream().anyMatch(KEYS::contains);
  }

  /// Returns the text of the rule file that a text comes to: itself, unless it is plain language.
  ///
  /// @throws io.tocsin.kit.ConfigException if it is and cannot be used
  public static String expanded(String file, String text) {
    if (!LOOKS_PLAIN.matcher(text).find()) {
      return text;
    }
    var root = Yaml.parse(file, text);
    return isPlain(root) ? read(root, file).ruleFile() : text;
  }

  /// Returns the file if it is one of plain language, else null.
  ///
  /// @throws io.tocsin.kit.ConfigException if it is and cannot be used
  public static @Nullable PlainRules find(String file, String text) {
    return LOOKS_PLAIN.matcher(text).find() && isPlain(Yaml.parse(file, text))
        ? parse(file, text)
        : null;
  }

  /// Reads a file.
  ///
  /// @param file the name that messages show
  /// @throws io.tocsin.kit.ConfigException that names file, line, value and what was expected
  public static PlainRules parse(String file, String text) {
    return read(Yaml.parse(file, text), file);
  }

  /// Reads a file that is a tree already.
  ///
  /// @throws io.tocsin.kit.ConfigException as above
  public static PlainRules read(YamlNode root, String file) {
    var section = root.section();
    if (section.has("groups")) {
      throw section
          .require("groups")
          .refusal("beside conditions (expected: a rule file of its own)");
    }
    var node = section.find("catalogue");
    var catalogue = node == null ? Catalogue.EMPTY : Catalogue.read(node);
    var rules = new ArrayList<CompiledRule>();
    for (var key : List.of("conditions", "alerting_rules")) {
      var list = section.find(key);
      rules.addAll(list == null ? List.of() : Conditions.conditions(list, catalogue));
    }
    for (var key : List.of("thresholds", "performance_alerts")) {
      var table = section.find(key);
      rules.addAll(table == null ? List.of() : Conditions.thresholds(table, catalogue));
    }
    var kinds = section.find("kinds");
    rules.addAll(kinds == null ? List.of() : RuleKinds.read(kinds, catalogue));
    var watched = section.find("anomalies");
    var anomalies = watched == null ? List.<AnomalyRule>of() : AnomalyRule.read(watched, catalogue);
    anomalies.forEach(anomaly -> rules.add(anomaly.alert()));
    if (rules.size() > RULES_MAX) {
      throw root.refusal(rules.size() + " rules (expected: at most " + RULES_MAX + ")");
    }
    var plain = new PlainRules(section, groupName(file), rules, anomalies);
    section.done();
    return plain;
  }

  private static String groupName(String file) {
    var name = file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
    return name.replaceFirst("\\.ya?ml$", "");
  }

  List<AnomalyRule> anomalies() {
    return anomalies;
  }

  /// Returns how many rules the file comes to.
  public int size() {
    return rules.size();
  }

  /// Returns the text of the rule file that this one comes to.
  public String ruleFile() {
    var out = new StringBuilder("groups:\n");
    out.append("- name: ").append(quoted(group)).append('\n');
    if (intervalMillis > 0) {
      out.append("  interval: ").append(Durations.print(intervalMillis)).append('\n');
    }
    map(out, "  ", "labels", labels);
    out.append("  rules:").append(rules.isEmpty() ? " []\n" : "\n");
    for (var rule : rules) {
      append(out, rule);
    }
    return out.toString();
  }

  private static void append(StringBuilder out, CompiledRule rule) {
    out.append("  - alert: ").append(quoted(rule.alert())).append('\n');
    out.append("    expr: ").append(quoted(rule.expr())).append('\n');
    if (rule.forMillis() > 0) {
      out.append("    for: ").append(Durations.print(rule.forMillis())).append('\n');
    }
    if (rule.keepFiringForMillis() > 0) {
      out.append("    keep_firing_for: ")
          .append(Durations.print(rule.keepFiringForMillis()))
          .append('\n');
    }
    map(out, "    ", "labels", rule.labels());
    map(out, "    ", "annotations", rule.annotations());
  }

  private static void map(StringBuilder out, String indent, String key, Map<String, String> map) {
    if (map.isEmpty()) {
      return;
    }
    out.append(indent).append(key).append(":\n");
    map.forEach((name, value) ->
        out.append(indent)
            .append("  ")
            .append(quoted(name))
            .append(": ")
            .append(quoted(value))
            .append('\n'));
  }

  /// A text as YAML reads it back: plain where nothing can be mistaken, else in quotes.
  private static String quoted(String text) {
    if (text.matches("[A-Za-z_][A-Za-z0-9_. ()<>=*/+-]*[A-Za-z0-9_)]") && !text.matches(WORDS)) {
      return text;
    }
    if (text.chars().allMatch(c -> c >= ' ' && c != 0x7f && c < 0xd800)) {
      return "'" + text.replace("'", "''") + "'";
    }
    var out = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> out.append('\\').append(c);
        case '\n' -> out.append("\\n");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < ' ' || c == 0x7f) {
            out.append(String.format("\\x%02x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    return out.append('"').toString();
  }

  private static final String WORDS = "(?i)true|false|yes|no|on|off|y|n|null|inf|nan";
}
