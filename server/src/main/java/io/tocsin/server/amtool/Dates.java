package io.tocsin.server.amtool;

import io.tocsin.server.Arguments;
import java.io.IOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;

/// Times of answers in UTC, by a layout that shows Go's reference time.
record Dates(String layout) {
  /// Longest first where one begins another.
  private static final Map<String, String> PARTS =
      Map.ofEntries(
          Map.entry("January", "MMMM"),
          Map.entry("Jan", "MMM"),
          Map.entry("Monday", "EEEE"),
          Map.entry("Mon", "EEE"),
          Map.entry("MST", "zzz"),
          Map.entry("2006", "uuuu"),
          Map.entry("06", "uu"),
          Map.entry("01", "MM"),
          Map.entry("02", "dd"),
          Map.entry("_2", "ppd"),
          Map.entry("03", "hh"),
          Map.entry("04", "mm"),
          Map.entry("05", "ss"),
          Map.entry("15", "HH"),
          Map.entry("PM", "a"),
          Map.entry(".000", ".SSS"),
          Map.entry("Z07:00", "X".repeat(3)),
          Map.entry("-07:00", "xxx"),
          Map.entry("-0700", "xx"),
          Map.entry("1", "M"),
          Map.entry("2", "d"),
          Map.entry("3", "h"),
          Map.entry("4", "m"),
          Map.entry("5", "s"));

  static Dates of(Arguments arguments) {
    return new Dates(arguments.value("date.format", "2006-01-02 15:04:05 MST"));
  }

  /// Reads a time of an option.
  ///
  /// @throws IOException if it is no time of RFC 3339
  static Instant parse(String text) throws IOException {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException e) {
      throw new IOException(text + ": no time (expected: RFC 3339, as 2026-01-02T15:04:05Z)", e);
    }
  }

  /// Returns a time of an answer.
  static Instant of(Json json) {
    return OffsetDateTime.parse(json.text()).toInstant();
  }

  /// Prints a time of an answer.
  String print(Json json) {
    return print(of(json));
  }

  String print(Instant instant) {
    var time = ZonedDateTime.ofInstant(instant, ZoneOffset.UTC.normalized());
    var out = new StringBuilder();
    int at = 0;
    while (at < layout.length()) {
      var part = partAt(at);
      if (part.isEmpty()) {
        out.append(layout.charAt(at++));
      } else {
        out.append(part.equals("MST") ? "UTC" : formatter(part).format(time));
        at += part.length();
      }
    }
    return out.toString();
  }

  private static DateTimeFormatter formatter(String part) {
    return DateTimeFormatter.ofPattern(PARTS.getOrDefault(part, ""), Locale.ENGLISH);
  }

  private String partAt(int at) {
    var longest = "";
    for (var part : PARTS.keySet()) {
      if (part.length() > longest.length() && layout.startsWith(part, at)) {
        longest = part;
      }
    }
    return longest;
  }
}
