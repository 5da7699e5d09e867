package io.tocsin.notify.config;

import io.tocsin.kit.Yaml;
import io.tocsin.kit.YamlNode;
import io.tocsin.kit.YamlSection;
import io.tocsin.notify.AlertmanagerConfig;
import io.tocsin.notify.InhibitRule;
import io.tocsin.notify.MatcherSyntax;
import io.tocsin.notify.ReceiverReader;
import io.tocsin.notify.ReceiverSpec;
import io.tocsin.notify.TimeInterval;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Reads the whole file.
public final class ConfigReader {
  private final MatcherSyntax matchers;
  private final ReceiverReader receivers;
  private final String directory;
  private final List<String> warnings = new ArrayList<>();

  /// @param directory what files are relative to; empty for the working directory
  public ConfigReader(MatcherSyntax matchers, ReceiverReader receivers, String directory) {
    this.matchers = matchers;
    this.receivers = receivers;
    this.directory = directory;
  }

  /// Reads a configuration.
  ///
  /// @throws io.tocsin.kit.ConfigException if it is refused
  public AlertmanagerConfig read(String file, String text) {
    var root = TeamRoutes.expanded(Yaml.parse(file, text));
    if (root.isNothing()) {
      throw root.refusal("no route provided in config (expected: route and receivers)");
    }
    var top = root.section();
    var globalNode = top.find("global");
    var global = (globalNode == null ? YamlNode.empty(file) : globalNode).section();
    long resolveTimeout =
        global.durationMillis("resolve_timeout", AlertmanagerConfig.RESOLVE_TIMEOUT_MILLIS);
    var reading = receivers.global(global, directory);
    global.done();
    var specs = receivers(top, reading);
    var intervals = intervals(top);
    var inhibits = inhibits(top);
    var templates = templates(top);
    ignored(top, "tracing");
    ignored(top, "event_recorder");
    var routes = new RouteReader(matchers, specs.keySet(), intervals.keySet());
    var route = routes.root(top.find("route"), root);
    top.done();
    return new AlertmanagerConfig(
        resolveTimeout,
        route,
        inhibits,
        List.copyOf(specs.values()),
        templates,
        intervals,
        ShownConfig.text(root),
        warnings);
  }

  /// Alertmanager's own traces and events: accepted, because the file should work, and said to have
  /// no effect.
  private void ignored(YamlSection top, String key) {
    if (top.has(key)) {
      var node = top.require(key);
      node.entries();
      warnings.add("line " + node.line() + ": " + key + ": has no effect here");
    }
  }

  private Map<String, ReceiverSpec> receivers(YamlSection top, ReceiverReader.Receivers reading) {
    var found = new LinkedHashMap<String, ReceiverSpec>();
    for (var node : top.list("receivers")) {
      var section = node.section();
      var name = section.text("name", "");
      if (name.isEmpty()) {
        throw node.refusal("missing name in receiver (expected: name)");
      }
      var labels = new TreeMap<>(section.textMap("labels"));
      var own = labels.putIfAbsent("name", name);
      if (own != null && !own.equals(name)) {
        throw section
            .require("labels")
            .refusal("name: " + own + " (expected: " + name + ", the receiver's name)");
      }
      var spec = new ReceiverSpec(name, labels, reading.read(section));
      section.done();
      if (found.putIfAbsent(name, spec) != null) {
        throw node.refusal("notification config name \"" + name + "\" is not unique");
      }
    }
    return found;
  }

  private Map<String, List<TimeInterval>> intervals(YamlSection top) {
    var found = new LinkedHashMap<String, List<TimeInterval>>();
    var reader = new TimeIntervalReader();
    for (var key : List.of("mute_time_intervals", "time_intervals")) {
      for (var node : top.list(key)) {
        var section = node.section();
        var name = section.text("name", "");
        if (name.isEmpty()) {
          throw node.refusal("missing name in time interval (expected: name)");
        }
        var list = new ArrayList<TimeInterval>();
        section.list("time_intervals").forEach(item -> list.add(reader.read(item)));
        section.done();
        if (found.putIfAbsent(name, List.copyOf(list)) != null) {
          throw node.refusal("time interval \"" + name + "\" is not unique");
        }
      }
    }
    return found;
  }

  private List<InhibitRule> inhibits(YamlSection top) {
    var found = new ArrayList<InhibitRule>();
    for (var node : top.list("inhibit_rules")) {
      var section = node.section();
      var reader = new MatchReader(matchers, section);
      var name = section.text("name", "");
      var source = reader.read("source_match", "source_match_re", "source_matchers");
      var target = reader.read("target_match", "target_match_re", "target_matchers");
      var equal = new ArrayList<String>();
      for (var item : section.list("equal")) {
        if (!matchers.isLabelName(item.text())) {
          throw item.refuse("a label name");
        }
        equal.add(item.text());
      }
      section.done();
      found.add(new InhibitRule(name, source, target, equal));
    }
    return found;
  }

  private List<String> templates(YamlSection top) {
    var found = new ArrayList<String>();
    for (var pattern : top.texts("templates")) {
      found.add(resolved(pattern));
    }
    return found;
  }

  private String resolved(String pattern) {
    boolean here = directory.isEmpty() || pattern.isEmpty() || Path.of(pattern).isAbsolute();
    return here ? pattern : Path.of(directory).resolve(pattern).toString();
  }
}
