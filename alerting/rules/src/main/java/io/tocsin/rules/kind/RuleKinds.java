package io.tocsin.rules.kind;

import io.tocsin.kit.NearestName;
import io.tocsin.kit.YamlNode;
import io.tocsin.kit.YamlSection;
import io.tocsin.rules.condition.Catalogue;
import io.tocsin.rules.condition.CompiledRule;
import io.tocsin.rules.condition.RuleSettings;
import io.tocsin.rules.condition.Watched;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/// Reads the `kinds` of a file. Every one has a name, a kind, what it is of, and what its kind
/// knows besides.
public final class RuleKinds {
  private static final List<String> KINDS =
      List.of("spike", "growth", "shrinking", "absent", "heartbeat", "repeated");

  private RuleKinds() {}

  /// What a kind makes of its keys: PromQL, how long it has to hold at least, and what it says.
  record Compiled(String expr, String summary, String value) {}

  /// Compiles a list of them.
  ///
  /// @throws io.tocsin.kit.ConfigException that names file, line, value and what was expected
  public static List<CompiledRule> read(YamlNode list, Catalogue catalogue) {
    var rules = new ArrayList<CompiledRule>();
    for (var item : list.items()) {
      rules.add(rule(item, catalogue));
    }
    return rules;
  }

  private static CompiledRule rule(YamlNode item, Catalogue catalogue) {
    var section = item.section();
    var kind = section.require("kind");
    section.require("name");
    var watched = Watched.read(section.require("of"), catalogue);
    var severity = RuleSettings.severity(section);
    var compiled = compiled(kind, section, watched);
    var settings = RuleSettings.read(section, "");
    section.done();
    var texts = new LinkedHashMap<String, String>();
    texts.put("summary", compiled.summary());
    if (!compiled.value().isEmpty()) {
      texts.put("description", "now " + compiled.value());
    }
    return settings.rule(severity, compiled.expr(), settings.forMillis(), texts);
  }

  private static Compiled compiled(YamlNode kind, YamlSection section, Watched watched) {
    return switch (kind.text()) {
      case "spike" -> Spike.compile(section, watched);
      case "growth" -> Growth.compile(section, watched, true);
      case "shrinking" -> Growth.compile(section, watched, false);
      case "absent" -> Absence.absent(section, watched);
      case "heartbeat" -> Absence.heartbeat(section, watched);
      case "repeated" -> Repeated.compile(section, watched);
      default -> {
        var nearest = NearestName.of(kind.text(), KINDS);
        throw kind.refuse(nearest.isEmpty() ? String.join(", ", KINDS) : nearest);
      }
    };
  }

  /// Returns the time under a key, which has to be at least a second.
  static long window(YamlSection section, String key, long otherwise) {
    long millis = section.durationMillis(key, otherwise);
    if (millis < 1_000) {
      throw section.require(key).refuse("a duration of at least 1s");
    }
    return millis;
  }
}
