package io.tocsin.notify.config;

import io.tocsin.kit.YamlNode;
import io.tocsin.kit.YamlSection;
import io.tocsin.notify.TimeInterval;
import io.tocsin.notify.TimeInterval.Range;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads recurring times.
final class TimeIntervalReader {
  private static final Pattern TIME = Pattern.compile("(([01][0-9]|2[0-3]):[0-5][0-9])|24:00");
  private static final List<String> WEEKDAYS =
      List.of("sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday");
  private static final List<String> MONTHS =
      List.of(
          "january",
          "february",
          "march",
          "april",
          "may",
          "june",
          "july",
          "august",
          "september",
          "october",
          "november",
          "december");

  /// A list that is there and empty contains nothing at all.
  private static final List<Range> NEVER = List.of(new Range(1, 0));

  private interface One {
    Range read(YamlNode item);
  }

  TimeInterval read(YamlNode node) {
    var section = node.section();
    var interval =
        new TimeInterval(
            ranges(section, "times", TimeIntervalReader::time),
            ranges(section, "weekdays", TimeIntervalReader::weekdays),
            ranges(section, "days_of_month", TimeIntervalReader::days),
            ranges(section, "months", TimeIntervalReader::months),
            ranges(section, "years", TimeIntervalReader::years),
            zone(section.find("location")));
    section.done();
    return interval;
  }

  private static List<Range> ranges(YamlSection section, String key, One one) {
    var node = section.find(key);
    if (node == null || node.isNothing()) {
      return List.of();
    }
    var found = new ArrayList<Range>();
    node.items().forEach(item -> found.add(one.read(item)));
    return found.isEmpty() ? NEVER : found;
  }

  private static Range time(YamlNode item) {
    var section = item.section();
    int begin = minutes(section, "start_time");
    int end = minutes(section, "end_time");
    section.done();
    if (begin >= end) {
      throw item.refusal("start time cannot be equal or greater than end time");
    }
    return new Range(begin, end);
  }

  private static int minutes(YamlSection section, String key) {
    if (section.text(key, "").isEmpty()) {
      throw section.node().refusal("both start and end times must be provided");
    }
    var node = section.require(key);
    if (!TIME.matcher(node.text()).matches()) {
      throw node.refuse("a time as in 09:00, at most 24:00");
    }
    var parts = node.text().split(":", -1);
    return Integer.parseInt(parts[0]) * 60 + Integer.parseInt(parts[1]);
  }

  private interface Member {
    int number(String text);
  }

  private static Range range(YamlNode item, String expected, Member member) {
    var parts = item.text().toLowerCase(Locale.ROOT).split(":", -1);
    if (parts.length > 2) {
      throw item.refuse(expected);
    }
    try {
      int begin = member.number(parts[0]);
      return new Range(begin, parts.length == 1 ? begin : member.number(parts[1]));
    } catch (IllegalArgumentException e) {
      throw item.refuse(expected);
    }
  }

  private static int named(List<String> names, String text) {
    int at = names.indexOf(text);
    if (at < 0) {
      throw new IllegalArgumentException(text);
    }
    return at;
  }

  private static Range weekdays(YamlNode item) {
    var range =
        range(item, "a weekday or a range, as in monday:friday", text -> named(WEEKDAYS, text));
    if (range.begin() > range.end()) {
      throw item.refusal(item.text() + ": start day cannot be before end day");
    }
    return range;
  }

  private static Range days(YamlNode item) {
    var expected = "a day of the month from 1 to 31 or -1 to -31, or a range, as in 1:5 or -3:-1";
    var range = range(item, expected, Integer::parseInt);
    if (isNoDay(range.begin()) || isNoDay(range.end())) {
      throw item.refuse(expected);
    }
    if (range.begin() < 0 && range.end() > 0) {
      throw item.refusal(item.text() + ": end day must be negative if start day is negative");
    }
    // the shortest month decides what can never be
    int begin = range.begin() < 0 ? 28 + range.begin() : range.begin();
    int end = range.end() < 0 ? 28 + range.end() : range.end();
    if (begin > end) {
      throw item.refusal("end day " + range.end() + " is always before start day " + range.begin());
    }
    return range;
  }

  private static boolean isNoDay(int day) {
    return day == 0 || day < -31 || day > 31;
  }

  private static Range months(YamlNode item) {
    var range =
        range(
            item,
            "a month or a range, as in january:march or 1:3",
            text -> {
              int at = MONTHS.indexOf(text);
              return at >= 0 ? at + 1 : Integer.parseInt(text);
            });
    if (range.begin() > range.end()) {
      throw item.refusal(item.text() + ": end month is before start month");
    }
    return range;
  }

  private static Range years(YamlNode item) {
    var range = range(item, "a year or a range, as in 2026:2027", Integer::parseInt);
    if (range.begin() > range.end()) {
      throw item.refusal(item.text() + ": end year is before start year");
    }
    return range;
  }

  private static ZoneId zone(@Nullable YamlNode node) {
    if (node == null || node.isNothing() || node.text().isEmpty()) {
      return ZoneOffset.UTC;
    }
    try {
      // "Local" is Go's word for the zone of this machine
      return node.text().equals("Local") ? ZoneId.systemDefault() : ZoneId.of(node.text());
    } catch (DateTimeException e) {
      throw node.refuse("the name of a time zone, as in Europe/Berlin");
    }
  }
}
