package io.tocsin.notify.config;

import io.tocsin.kit.YamlNode;
import io.tocsin.kit.YamlSection;
import io.tocsin.notify.MatcherSyntax;
import io.tocsin.notify.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Reads the routing tree, each node with what it inherits.
final class RouteReader {
  private final MatcherSyntax syntax;
  private final Set<String> receivers;
  private final Set<String> intervals;

  RouteReader(MatcherSyntax syntax, Set<String> receivers, Set<String> intervals) {
    this.syntax = syntax;
    this.receivers = receivers;
    this.intervals = intervals;
  }

  Route root(@Nullable YamlNode node, YamlNode file) {
    if (node == null || node.isNothing()) {
      throw file.refusal("no routes provided (expected: route)");
    }
    var section = node.section();
    if (section.text("receiver", "").isEmpty()) {
      throw node.refusal("root route must specify a default receiver (expected: receiver)");
    }
    for (var key : List.of("match", "match_re", "matchers")) {
      if (filled(section, key)) {
        throw section.require(key).refusal("root route must not have any matchers");
      }
    }
    if (filled(section, "mute_time_intervals")) {
      throw section
          .require("mute_time_intervals")
          .refusal("root route must not have any mute time intervals");
    }
    if (filled(section, "active_time_intervals")) {
      throw section
          .require("active_time_intervals")
          .refusal("root route must not have any active time intervals");
    }
    if (section.bool("continue", false)) {
      throw section.require("continue").refusal("cannot have continue in root route");
    }
    return route(section, null);
  }

  private static boolean filled(YamlSection section, String key) {
    var node = section.find(key);
    if (node == null) {
      return false;
    }
    return switch (node.kind()) {
      case NOTHING -> false;
      case LIST -> !node.items().isEmpty();
      case MAP -> !node.entries().isEmpty();
      case TEXT -> true;
    };
  }

  private Route route(YamlSection section, @Nullable Route parent) {
    var inherited = parent == null ? Route.Options.DEFAULT : parent.options();
    var matchers = new MatchReader(syntax, section).read("match", "match_re", "matchers");
    boolean goOn = section.bool("continue", false);
    var options = options(section, inherited);
    var route = new Route(parent, matchers, goOn, options, section.node().line());
    for (var child : section.list("routes")) {
      if (child.isNothing()) {
        throw child.refuse("a route");
      }
      route(child.section(), route);
    }
    section.done();
    return route;
  }

  private Route.Options options(YamlSection section, Route.Options inherited) {
    var grouping = grouping(section, inherited);
    return new Route.Options(
        receiver(section, inherited),
        grouping.by(),
        grouping.all(),
        waits(section, inherited.waits()),
        intervals(section, "mute_time_intervals"),
        intervals(section, "active_time_intervals"),
        labels(section, inherited.labels()));
  }

  private String receiver(YamlSection section, Route.Options inherited) {
    var name = section.text("receiver", "");
    if (name.isEmpty()) {
      return inherited.receiver();
    }
    if (!receivers.contains(name)) {
      throw section
          .require("receiver")
          .refusal(
              "undefined receiver \""
                  + name
                  + "\" used in route (expected: "
                  + (receivers.isEmpty() ? "a name of receivers" : known(receivers))
                  + ")");
    }
    return name;
  }

  private static String known(Set<String> names) {
    var shown = names.stream().limit(10).toList();
    return String.join(", ", shown) + (names.size() > shown.size() ? ", ..." : "");
  }

  private record Grouping(SortedSet<String> by, boolean all) {}

  private Grouping grouping(YamlSection section, Route.Options inherited) {
    var node = section.find("group_by");
    if (node == null || node.isNothing()) {
      return new Grouping(inherited.groupBy(), inherited.groupByAll());
    }
    var names = new TreeSet<String>();
    boolean all = false;
    for (var item : node.items()) {
      var name = item.text();
      if (name.equals("...")) {
        all = true;
      } else if (!syntax.isLabelName(name)) {
        throw item.refusal("invalid label name \"" + name + "\" in group_by list");
      } else if (!names.add(name)) {
        throw item.refusal("duplicated label \"" + name + "\" in group_by");
      }
    }
    if (all && !names.isEmpty()) {
      throw node.refusal("cannot have wildcard group_by (`...`) and other labels at the same time");
    }
    return new Grouping(all ? inherited.groupBy() : names, all);
  }

  private static Route.Waits waits(YamlSection section, Route.Waits inherited) {
    long group = section.durationMillis("group_wait", inherited.groupMillis());
    long interval = section.durationMillis("group_interval", inherited.intervalMillis());
    long repeat = section.durationMillis("repeat_interval", inherited.repeatMillis());
    if (interval == 0) {
      throw section.require("group_interval").refusal("group_interval cannot be zero");
    }
    if (repeat == 0) {
      throw section.require("repeat_interval").refusal("repeat_interval cannot be zero");
    }
    return new Route.Waits(group, interval, repeat);
  }

  private List<String> intervals(YamlSection section, String key) {
    var names = new ArrayList<String>();
    for (var item : section.list(key)) {
      if (!intervals.contains(item.text())) {
        throw item.refusal("undefined time interval \"" + item.text() + "\" used in route");
      }
      names.add(item.text());
    }
    return names;
  }

  private Map<String, String> labels(YamlSection section, Map<String, String> inherited) {
    var merged = new TreeMap<>(inherited);
    section
        .textMap("labels")
        .forEach((name, value) -> {
          if (!syntax.isLabelName(name)) {
            throw section
                .require("labels")
                .refusal("invalid label name \"" + name + "\" in route labels");
          }
          merged.put(name, value);
        });
    return merged;
  }
}
