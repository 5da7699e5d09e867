package io.tocsin.notify.config;

import io.tocsin.kit.ConfigException;
import io.tocsin.kit.Yaml;
import io.tocsin.kit.YamlNode;
import io.tocsin.kit.YamlSection;
import io.tocsin.notify.Severity;
import io.tocsin.notify.config.RoutingPreset.Hours;
import io.tocsin.notify.config.RoutingPreset.Receivers;
import io.tocsin.notify.config.RoutingPreset.Row;
import io.tocsin.notify.config.RoutingPreset.Way;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// `team_routes`, a list of our own: replaces it by the ordinary time intervals and routes that it
/// means, so that nothing behind this knows of it, and whoever looks at the configuration sees what
/// is in force. The routes stand before those of the file.
final class TeamRoutes {
  private static final String KEY = "team_routes";
  private static final String TIME = "([01][0-9]|2[0-3]):[0-5][0-9]|24:00";
  private static final String WORK_DAYS = "monday:friday";
  private static final Map<String, Way> WAYS =
      new TreeMap<>(
          Map.of(
              "page", Way.PAGE_NOW,
              "page in hours", Way.PAGE_IN_HOURS,
              "chat", Way.CHAT,
              "digest", Way.DIGEST));

  private TeamRoutes() {}

  /// Returns the file with what its teams mean.
  ///
  /// @throws ConfigException if a team is refused
  static YamlNode expanded(YamlNode root) {
    if (root.kind() != YamlNode.Kind.MAP || !root.entries().containsKey(KEY)) {
      return root;
    }
    var intervals = new ArrayList<YamlNode>();
    var routes = new ArrayList<YamlNode>();
    var names = new HashSet<String>();
    for (var team : root.section().list(KEY)) {
      var preset = read(team.section());
      if (!names.add(preset.team())) {
        throw team.refusal("team: " + preset.team() + " comes twice");
      }
      intervals.addAll(nodes(preset.intervals(), "time_intervals", team));
      routes.addAll(nodes(preset.routes(), "routes", team));
    }
    var changed = root.without(KEY);
    changed = changed.with("time_intervals", list(root, "time_intervals").after(intervals));
    var route = root.entries().get("route");
    if (route == null || route.kind() != YamlNode.Kind.MAP) {
      return changed; // refused by who reads it
    }
    return changed.with("route", route.with("routes", list(route, "routes").after(routes)));
  }

  private static YamlNode list(YamlNode map, String key) {
    return map.entries().getOrDefault(key, YamlNode.empty("").standingAt(map));
  }

  private static List<YamlNode> nodes(String yaml, String key, YamlNode team) {
    return Yaml.parse(KEY, yaml).section().list(key).stream()
        .map(node -> node.standingAt(team))
        .toList();
  }

  private static RoutingPreset read(YamlSection section) {
    var team = section.require("team");
    if (!team.text().matches("[A-Za-z][A-Za-z0-9_-]*")) {
      throw team.refuse("a word, as ops");
    }
    var matchers = section.texts("matchers");
    var rows = rows(section);
    var receivers = receivers(section, rows);
    var hours = hours(section);
    var batch = section.find("batch");
    if (batch != null) {
      batch.durationMillis();
    }
    section.done();
    return new RoutingPreset(
        team.text(),
        matchers.isEmpty() ? List.of("team=\"" + team.text() + "\"") : matchers,
        receivers,
        hours,
        rows,
        batch == null ? "5m" : batch.text());
  }

  private static List<Row> rows(YamlSection section) {
    var node = section.find("severities");
    if (node == null || node.isNothing()) {
      return RoutingPreset.usualRows();
    }
    var rows = new EnumMap<Severity, Row>(Severity.class);
    node.entries()
        .forEach((word, value) -> {
          var severity = Severity.of(word);
          if (severity == Severity.NONE) {
            throw value.refusal("severity " + word + " (expected: critical, high, warning, info)");
          }
          var way = WAYS.get(value.text().replace('-', ' ').replace('_', ' '));
          if (way == null) {
            throw value.refuse(String.join(", ", WAYS.keySet()));
          }
          rows.put(severity, new Row(severity, way));
        });
    return List.copyOf(rows.values());
  }

  private static Receivers receivers(YamlSection section, List<Row> rows) {
    var names = section.require("receivers").section();
    var receivers =
        new Receivers(names.text("page", ""), names.text("chat", ""), names.text("digest", ""));
    names.done();
    for (var row : rows) {
      switch (row.way()) {
        case PAGE_NOW -> needed(names, "page", receivers.page(), row);
        case PAGE_IN_HOURS -> {
          needed(names, "page", receivers.page(), row);
          needed(names, "chat", receivers.chat(), row);
        }
        case CHAT -> needed(names, "chat", receivers.chat(), row);
        case DIGEST -> needed(names, "digest", receivers.digest(), row);
      }
    }
    return receivers;
  }

  private static void needed(YamlSection names, String key, String receiver, Row row) {
    if (receiver.isEmpty()) {
      var severity = row.severity().text();
      throw names.node().refusal(key + " is missing (expected: who is told of " + severity + ")");
    }
  }

  private static Hours hours(YamlSection section) {
    var node = section.find("hours");
    if (node == null || node.isNothing()) {
      return new Hours(Hours.WORK_DAYS, "09:00", "17:00", "UTC", List.of());
    }
    var hours = node.section();
    var begin = time(hours, "begin", "09:00");
    var end = time(hours, "end", "17:00");
    if (begin.compareTo(end) >= 0) {
      throw node.refusal("end: " + end + " (expected: after " + begin + ")");
    }
    var read = new Hours(days(hours), begin, end, zone(hours), holidays(hours));
    hours.done();
    return read;
  }

  private static String time(YamlSection hours, String key, String otherwise) {
    var text = hours.text(key, otherwise);
    if (!text.matches(TIME)) {
      throw hours.require(key).refuse("a time of day, as in '09:00'");
    }
    return text;
  }

  private static String zone(YamlSection hours) {
    var zone = hours.text("location", "UTC");
    try {
      return ZoneId.of(zone).getId();
    } catch (DateTimeException e) {
      throw hours.require("location").refuse("a time zone, as in Europe/Berlin");
    }
  }

  private static Set<DayOfWeek> days(YamlSection hours) {
    var days = new TreeSet<DayOfWeek>();
    var given = hours.list("weekdays");
    if (given.isEmpty()) {
      return Hours.WORK_DAYS;
    }
    for (var item : given) {
      var ends = item.text().split(":", 2);
      var first = day(item, ends[0]);
      var last = day(item, ends[ends.length - 1]);
      for (var day = first; ; day = day.plus(1)) {
        days.add(day);
        if (day == last) {
          break;
        }
      }
    }
    return days;
  }

  private static DayOfWeek day(YamlNode item, String name) {
    for (var day : DayOfWeek.values()) {
      if (day.name().toLowerCase(Locale.ROOT).equals(name)) {
        return day;
      }
    }
    throw item.refuse("days, as in monday or " + WORK_DAYS);
  }

  private static List<LocalDate> holidays(YamlSection hours) {
    var days = new ArrayList<LocalDate>();
    for (var item : hours.list("holidays")) {
      try {
        days.add(LocalDate.parse(item.text()));
      } catch (DateTimeException e) {
        throw item.refuse("a day, as in 2026-12-25");
      }
    }
    return days;
  }
}
