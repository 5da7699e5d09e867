package io.tocsin.notify.config;

import io.tocsin.notify.Severity;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.StringJoiner;

/// Who of a team is told when, by severity: paged at once; paged in business hours and told in the
/// chat outside of them; told in the chat; told once a day. A preset is no rule of its own: it
/// becomes ordinary routes and time intervals that stand in the configuration for everybody to see.
/// Immutable.
///
/// @param team a word: the name of its time intervals begins with it
/// @param matchers which alerts are the team's, as in `team="ops"`
/// @param receivers their names; each that a row needs must be in the configuration
/// @param batch how long what nobody is woken for waits for others, as in `5m`
record RoutingPreset(
    String team,
    List<String> matchers,
    Receivers receivers,
    Hours hours,
    List<Row> rows,
    String batch) {
  /// Who is told.
  record Receivers(String page, String chat, String digest) {}

  /// When the team works.
  ///
  /// @param weekdays at least one
  /// @param begin as in `09:00`
  /// @param end the first minute that is off, as in `18:00`
  /// @param zone as in `Europe/Berlin`
  /// @param holidays days on which nobody works
  record Hours(
      Set<DayOfWeek> weekdays, String begin, String end, String zone, List<LocalDate> holidays) {
    /// From Monday to Friday.
    static final Set<DayOfWeek> WORK_DAYS =
        Set.of(
            DayOfWeek.MONDAY,
            DayOfWeek.TUESDAY,
            DayOfWeek.WEDNESDAY,
            DayOfWeek.THURSDAY,
            DayOfWeek.FRIDAY);

    Hours {
      if (weekdays.isEmpty()) {
        throw new IllegalArgumentException("weekdays: none (expected: at least one)");
      }
      weekdays = Set.copyOf(weekdays);
      holidays = holidays.stream().distinct().sorted().toList();
    }
  }

  /// How somebody is told.
  enum Way {
    PAGE_NOW,
    PAGE_IN_HOURS,
    CHAT,
    DIGEST
  }

  /// What happens to alerts of one severity.
  record Row(Severity severity, Way way) {}

  RoutingPreset {
    matchers = List.copyOf(matchers);
    rows = List.copyOf(rows);
  }

  /// Returns the usual rows: critical pages at once, high in business hours, a warning is told in
  /// the chat, the rest once a day.
  static List<Row> usualRows() {
    return List.of(
        new Row(Severity.CRITICAL, Way.PAGE_NOW),
        new Row(Severity.HIGH, Way.PAGE_IN_HOURS),
        new Row(Severity.WARNING, Way.CHAT),
        new Row(Severity.INFO, Way.DIGEST));
  }

  /// Returns the list under the key `time_intervals`.
  String intervals() {
    var off = new StringBuilder();
    if (!hours.begin().equals("00:00")) {
      off.append(interval(week("00:00", hours.begin())));
    }
    if (!hours.end().equals("24:00")) {
      off.append(interval(week(hours.end(), "24:00")));
    }
    if (hours.weekdays().size() < DayOfWeek.values().length) {
      off.append(interval("weekdays: " + days(false)));
    }
    off.append(holidays());
    return "time_intervals:\n"
        + named("hours", interval(week(hours.begin(), hours.end())))
        + named("holidays", holidays())
        + named("off-hours", off.toString());
  }

  private String named(String name, String intervals) {
    return "  - name: " + team + "-" + name + "\n    time_intervals:\n" + intervals;
  }

  private String week(String begin, String end) {
    return "weekdays: "
        + days(true)
        + ", times: [{start_time: '"
        + begin
        + "', end_time: '"
        + end
        + "'}]";
  }

  /// Returns the days on which the team works, or the others.
  private String days(boolean working) {
    var out = new StringJoiner(", ", "[", "]");
    for (var day : DayOfWeek.values()) {
      if (hours.weekdays().contains(day) == working) {
        out.add(day.name().toLowerCase(Locale.ROOT));
      }
    }
    return out.toString();
  }

  private String interval(String what) {
    return "      - {" + what + ", location: '" + hours.zone() + "'}\n";
  }

  /// An interval without any day would be always: the year 1 is never.
  private String holidays() {
    if (hours.holidays().isEmpty()) {
      return interval("years: ['1']");
    }
    var out = new StringBuilder();
    for (var day : hours.holidays()) {
      out.append(
          interval(
              "years: ['"
                  + day.getYear()
                  + "'], months: ['"
                  + day.getMonthValue()
                  + "'], days_of_month: ['"
                  + day.getDayOfMonth()
                  + "']"));
    }
    return out.toString();
  }

  /// Returns the list under the key `routes`.
  String routes() {
    var out = new StringBuilder("routes:\n");
    for (var row : rows) {
      switch (row.way()) {
        case PAGE_NOW -> out.append(route(row, receivers.page())).append("    group_wait: 0s\n");
        case PAGE_IN_HOURS -> {
          out.append(route(row, receivers.page()));
          out.append("    active_time_intervals: [").append(team).append("-hours]\n");
          out.append("    mute_time_intervals: [").append(team).append("-holidays]\n");
          out.append("    continue: true\n");
          out.append(route(row, receivers.chat()));
          out.append("    active_time_intervals: [").append(team).append("-off-hours]\n");
        }
        // Nobody is woken: they wait for others.
        case CHAT ->
            out.append(route(row, receivers.chat())).append("    group_wait: " + batch + "\n");
        case DIGEST -> out.append(route(row, receivers.digest())).append("    group_wait: 0s\n");
      }
    }
    return out.toString();
  }

  private String route(Row row, String receiver) {
    var all = new StringJoiner(", ", "[", "]");
    matchers.forEach(matcher -> all.add(quoted(matcher)));
    all.add(quoted("severity=~\"" + row.severity().pattern() + "\""));
    return "  - matchers: " + all + "\n    receiver: " + quoted(receiver) + "\n";
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
