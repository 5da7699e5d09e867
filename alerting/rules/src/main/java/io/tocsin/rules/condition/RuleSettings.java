package io.tocsin.rules.condition;

import io.tocsin.kit.YamlSection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// What every form of rule may say besides what it watches.
///
/// @param receivers names of receivers, sorted
public record RuleSettings(
    String name,
    long forMillis,
    long keepFiringForMillis,
    List<String> receivers,
    Map<String, String> labels,
    Map<String, String> annotations) {
  /// The label that carries the names of receivers, separated by commas.
  private static final String NOTIFY = "notify";

  /// Returns settings that say nothing.
  static RuleSettings named(String name) {
    return new RuleSettings(name, 0, 0, List.of(), Map.of(), Map.of());
  }

  /// Reads `name`, `for`, `keep_firing_for`, `notification` (or `notify`), `labels` and
  /// `annotations`.
  public static RuleSettings read(YamlSection section, String otherwise) {
    var name = section.text("name", otherwise);
    if (name.isBlank()) {
      throw section.node().refusal("name is missing");
    }
    long forMillis = section.durationMillis("for", 0);
    long keep = section.durationMillis("keep_firing_for", 0);
    var receivers = new TreeSet<String>();
    for (var key : List.of("notification", "notify")) {
      var node = section.find(key);
      if (node != null && !node.isNothing()) {
        receivers.addAll(receivers(section, key));
      }
    }
    return new RuleSettings(
        name,
        forMillis,
        keep,
        List.copyOf(receivers),
        section.textMap("labels"),
        section.textMap("annotations"));
  }

  private static List<String> receivers(YamlSection section, String key) {
    var node = section.require(key);
    var names = new ArrayList<String>();
    switch (node.kind()) {
      case TEXT, NOTHING -> names.addAll(List.of(node.text().split(",", -1)));
      case LIST -> names.addAll(section.texts(key));
      case MAP -> throw node.refuse("a list of receivers");
    }
    names.replaceAll(String::strip);
    for (var name : names) {
      if (name.isEmpty() || name.contains(",")) {
        throw node.refusal("\"" + name + "\" (expected: the name of a receiver without commas)");
      }
    }
    return names;
  }

  /// Reads the severity under `severity`; a warning where there is none.
  public static Severity severity(YamlSection section) {
    var node = section.find("severity");
    if (node == null || node.isNothing()) {
      return Severity.WARNING;
    }
    try {
      return Severity.of(node.text());
    } catch (IllegalArgumentException e) {
      throw node.refusal(String.valueOf(e.getMessage()));
    }
  }

  /// Returns the rule with these settings; annotations of the file go before `texts`.
  public CompiledRule rule(
      Severity severity, String expr, long holdMillis, Map<String, String> texts) {
    var all = new LinkedHashMap<String, String>();
    all.put("severity", severity.label());
    if (!receivers.isEmpty()) {
      all.put(NOTIFY, String.join(",", receivers));
    }
    all.putAll(labels);
    var notes = new LinkedHashMap<>(texts);
    notes.putAll(annotations);
    return new CompiledRule(name, expr, holdMillis, keepFiringForMillis, all, notes);
  }
}
