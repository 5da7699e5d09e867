package io.tocsin.rules.file;

import io.tocsin.kit.ConfigException;
import io.tocsin.kit.Yaml;
import io.tocsin.kit.YamlNode;
import io.tocsin.kit.YamlSection;
import io.tocsin.rules.Rule;
import io.tocsin.rules.RuleFile;
import io.tocsin.rules.RuleFile.Reading;
import io.tocsin.rules.RuleGroup;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// Reads one file and goes on after what is wrong, so that everything wrong is said at once.
public final class RuleFileReader {
  private static final int PROBLEMS_MAX = 100;

  private final String file;
  private final Reading reading;
  private final List<String> problems = new ArrayList<>();
  private final Set<String> names = new HashSet<>();

  private RuleFileReader(String file, Reading reading) {
    this.file = file;
    this.reading = reading;
  }

  public static RuleFile read(String file, String text, Reading reading) {
    var reader = new RuleFileReader(file, reading);
    var groups = reader.groups(text);
    return new RuleFile(file, groups, reader.problems);
  }

  private void problem(ConfigException e) {
    if (problems.size() < PROBLEMS_MAX) {
      problems.add(String.valueOf(e.getMessage()));
    }
  }

  private List<RuleGroup> groups(String text) {
    var groups = new ArrayList<RuleGroup>();
    try {
      var root = Yaml.parse(file, Documents.first(text)).section();
      for (var node : root.list("groups")) {
        if (!node.isNothing()) {
          group(node, groups);
        }
      }
      done(root);
    } catch (ConfigException e) {
      problem(e);
    }
    return groups;
  }

  private void group(YamlNode node, List<RuleGroup> groups) {
    try {
      var section = node.section();
      var name = section.text("name", "");
      if (name.isEmpty()) {
        problem(node.refusal("name is missing (expected: a group's name)"));
      } else if (!names.add(name)) {
        problem(section.require("name").refusal(name + " comes twice in this file"));
      }
      long interval = section.durationMillis("interval", 0);
      Long offset =
          section.has("query_offset") ? section.require("query_offset").durationMillis() : null;
      int limit = limit(section);
      var labels = new RuleReader(reading, this::problem).labels(section, "labels", true);
      var rules = rules(section, labels);
      done(section);
      groups.add(new RuleGroup(file, name, interval, offset, limit, rules));
    } catch (ConfigException e) {
      problem(e);
    }
  }

  private static int limit(YamlSection section) {
    long limit = section.integer("limit", 0);
    if (limit != (int) limit) {
      throw section.require("limit").refuse("at most " + Integer.MAX_VALUE);
    }
    return (int) limit;
  }

  private List<Rule> rules(YamlSection section, SortedMap<String, String> groupLabels) {
    var rules = new ArrayList<Rule>();
    for (var node : section.list("rules")) {
      if (node.isNothing()) {
        continue; // As Prometheus does.
      }
      try {
        var rule = new RuleReader(reading, this::problem).read(node, new TreeMap<>(groupLabels));
        if (rule != null) {
          rules.add(rule);
        }
      } catch (ConfigException e) {
        problem(e);
      }
    }
    return rules;
  }

  private void done(YamlSection section) {
    if (!reading.ignoresUnknown()) {
      section.done();
    }
  }
}
