package io.tocsin.rules.condition;

import io.tocsin.kit.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/// The `conditions` of a file: a name, a condition, a severity and receivers each.
final class ConditionList {
  private ConditionList() {}

  static List<CompiledRule> read(YamlNode node, Catalogue catalogue) {
    var rules = new ArrayList<CompiledRule>();
    for (var item : node.items()) {
      rules.add(rule(item, catalogue));
    }
    return rules;
  }

  private static CompiledRule rule(YamlNode item, Catalogue catalogue) {
    var section = item.section();
    section.require("name");
    var settings = RuleSettings.read(section, "");
    var severity = RuleSettings.severity(section);
    var text = section.require("condition");
    section.done();
    try {
      var compiled = Conditions.compile(text.text(), catalogue);
      if (compiled.forMillis() > 0 && settings.forMillis() > 0) {
        throw section
            .require("for")
            .refusal("for twice (expected: it in the condition or beside it)");
      }
      var texts = new LinkedHashMap<String, String>();
      texts.put("summary", text.text().strip());
      if (!compiled.value().isEmpty()) {
        texts.put("description", "now " + compiled.value());
      }
      long hold = compiled.forMillis() + settings.forMillis();
      return settings.rule(severity, compiled.expr(), hold, texts);
    } catch (ConditionException e) {
      throw text.refusal(e.getMessage() + ", in: " + text.text().strip());
    }
  }
}
