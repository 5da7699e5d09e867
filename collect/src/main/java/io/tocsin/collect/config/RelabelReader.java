package io.tocsin.collect.config;

import io.tocsin.collect.relabel.RelabelRule;
import io.tocsin.collect.relabel.RelabelRule.Action;
import io.tocsin.kit.AnchoredRegex;
import io.tocsin.kit.RegexException;
import io.tocsin.kit.YamlNode;
import io.tocsin.kit.YamlSection;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Reads relabelling rules and refuses fields that their action does not use, as Prometheus does.
final class RelabelReader {
  private static final AnchoredRegex WHOLE = AnchoredRegex.compile("(.*)");
  private static final String SEPARATOR = ";";
  private static final String REPLACEMENT = "$1";

  private RelabelReader() {}

  static List<RelabelRule> read(YamlSection section, String key) {
    var rules = new ArrayList<RelabelRule>();
    for (var node : ReadContext.full(section.list(key))) {
      rules.add(rule(node));
    }
    return List.copyOf(rules);
  }

  private static RelabelRule rule(YamlNode node) {
    var section = node.section();
    var rule =
        new RelabelRule(
            action(section),
            section.texts("source_labels"),
            section.text("separator", SEPARATOR),
            regex(section),
            section.integer("modulus", 0),
            section.text("target_label", ""),
            section.text("replacement", REPLACEMENT));
    section.done();
    check(rule, section);
    return rule;
  }

  private static Action action(YamlSection section) {
    var node = section.find("action");
    if (node == null || node.isNothing()) {
      return Action.REPLACE;
    }
    try {
      return Action.valueOf(node.text().toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException unknown) {
      throw node.refuse("a relabel action, as in replace, keep, drop or labelmap");
    }
  }

  private static AnchoredRegex regex(YamlSection section) {
    var node = section.find("regex");
    if (node == null) {
      return WHOLE;
    }
    try {
      return AnchoredRegex.compile(node.text());
    } catch (RegexException e) {
      throw node.refusal(String.valueOf(e.getMessage()));
    }
  }

  private static void check(RelabelRule rule, YamlSection section) {
    var node = section.node();
    switch (rule.action()) {
      case REPLACE -> needsTarget(rule, node);
      case HASHMOD -> {
        needsTarget(rule, node);
        if (rule.modulus() <= 0) {
          throw node.refusal("modulus: " + rule.modulus() + " (expected: at least 1)");
        }
      }
      case LOWERCASE, UPPERCASE -> {
        needsTarget(rule, node);
        if (!rule.replacement().equals(REPLACEMENT)) {
          throw node.refusal("replacement cannot be set for " + name(rule));
        }
      }
      case KEEPEQUAL, DROPEQUAL -> {
        needsTarget(rule, node);
        if (section.has("regex") || !isPlain(rule)) {
          throw node.refusal(name(rule) + " takes only source_labels and target_label");
        }
      }
      case LABELDROP, LABELKEEP -> {
        if (section.has("source_labels") || !rule.targetLabel().isEmpty() || !isPlain(rule)) {
          throw node.refusal(name(rule) + " takes only regex");
        }
      }
      case LABELMAP -> {
        if (rule.replacement().isEmpty()) {
          throw node.refusal("replacement is empty (expected: a label name)");
        }
      }
      case KEEP, DROP -> {}
    }
  }

  private static boolean isPlain(RelabelRule rule) {
    return rule.modulus() == 0
        && rule.separator().equals(SEPARATOR)
        && rule.replacement().equals(REPLACEMENT);
  }

  private static void needsTarget(RelabelRule rule, YamlNode node) {
    if (rule.targetLabel().isEmpty()) {
      throw node.refusal("target_label is missing (" + name(rule) + " needs it)");
    }
  }

  private static String name(RelabelRule rule) {
    return rule.action().name().toLowerCase(Locale.ROOT);
  }
}
