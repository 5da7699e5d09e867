package io.tocsin.kit;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Reads one text by a layout.
final class GoTimeParser {
  private static final List<String> MONTHS =
      List.of(
          "January",
          "February",
          "March",
          "April",
          "May",
          "June",
          "July",
          "August",
          "September",
          "October",
          "November",
          "December");
  private static final List<String> DAYS =
      List.of("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday");

  private final GoTimeLayout layout;
  private final String text;
  private int at;
  private int year;
  private int month = 1;
  private int day = 1;
  private int dayOfYear;
  private int hour;
  private int minute;
  private int second;
  private int nanos;
  private @Nullable Boolean afternoon;
  private ZoneId zone = ZoneOffset.UTC;

  GoTimeParser(GoTimeLayout layout, String text) {
    this.layout = layout;
    this.text = text;
  }

  ZonedDateTime parse() {
    var parts = layout.parts();
    for (int i = 0; i < parts.size(); i++) {
      var part = parts.get(i);
      if (!part.known()) {
        literal(part.text());
      } else if (part.isFraction()) {
        if (part.text().charAt(1) == '0') {
          exactFraction(part.text().length());
        } else {
          optionalFraction();
        }
      } else {
        read(part.text());
        boolean fractionFollows = i + 1 < parts.size() && parts.get(i + 1).isFraction();
        if ((part.text().equals("05") || part.text().equals("5")) && !fractionFollows) {
          // A fraction may stand behind seconds even where the layout shows none.
          optionalFraction();
        }
      }
    }
    if (at < text.length()) {
      throw failure(": extra text: \"" + text.substring(at) + "\"");
    }
    return made();
  }

  private ZonedDateTime made() {
    if (afternoon != null) {
      hour = hour % 12 + (afternoon ? 12 : 0);
    }
    try {
      var date =
          dayOfYear > 0 ? LocalDate.ofYearDay(year, dayOfYear) : LocalDate.of(year, month, day);
      return ZonedDateTime.of(date, LocalTime.of(hour, minute, second, nanos), zone);
    } catch (DateTimeException e) {
      var range = failure(": day out of range");
      range.initCause(e);
      throw range;
    }
  }

  private IllegalArgumentException failure(String why) {
    return new IllegalArgumentException("parsing time \"" + text + "\"" + why);
  }

  private IllegalArgumentException mismatch(String part) {
    return failure(
        " as \""
            + layout
            + "\": cannot parse \""
            + text.substring(Math.min(at, text.length()))
            + "\" as \""
            + part
            + "\"");
  }

  private IllegalArgumentException outOfRange(String what) {
    return failure(": " + what + " out of range");
  }

  private void literal(String wanted) {
    for (int i = 0; i < wanted.length(); i++) {
      if (wanted.charAt(i) == ' ') {
        if (at < text.length() && text.charAt(at) != ' ') {
          throw mismatch(wanted);
        }
        while (at < text.length() && text.charAt(at) == ' ') {
          at++;
        }
        while (i + 1 < wanted.length() && wanted.charAt(i + 1) == ' ') {
          i++;
        }
      } else if (at < text.length() && text.charAt(at) == wanted.charAt(i)) {
        at++;
      } else {
        throw mismatch(wanted);
      }
    }
  }

  private void read(String part) {
    switch (part) {
      case "2006" -> year = number(part, 4, 4);
      case "06" -> {
        int two = number(part, 2, 2);
        year = two >= 69 ? 1900 + two : 2000 + two;
      }
      case "January" -> month = 1 + name(part, MONTHS, 0);
      case "Jan" -> month = 1 + name(part, MONTHS, 3);
      case "01" -> month = inRange("month", number(part, 2, 2), 1, 12);
      case "1" -> month = inRange("month", number(part, 1, 2), 1, 12);
      case "Monday" -> name(part, DAYS, 0);
      case "Mon" -> name(part, DAYS, 3);
      case "02" -> day = number(part, 2, 2);
      case "2" -> day = number(part, 1, 2);
      case "_2" -> {
        skipSpace(1);
        day = number(part, 1, 2);
      }
      case "002" -> dayOfYear = number(part, 3, 3);
      case "__2" -> {
        skipSpace(2);
        dayOfYear = number(part, 1, 3);
      }
      case "15" -> hour = inRange("hour", number(part, 1, 2), 0, 23);
      case "03" -> hour = inRange("hour", number(part, 2, 2), 0, 12);
      case "3" -> hour = inRange("hour", number(part, 1, 2), 0, 12);
      case "04" -> minute = inRange("minute", number(part, 2, 2), 0, 59);
      case "4" -> minute = inRange("minute", number(part, 1, 2), 0, 59);
      case "05" -> second = inRange("second", number(part, 2, 2), 0, 59);
      case "5" -> second = inRange("second", number(part, 1, 2), 0, 59);
      case "PM", "pm" -> halfOfDay(part);
      case "MST" -> zoneName(part);
      default -> offset(part);
    }
  }

  private int inRange(String what, int value, int min, int max) {
    if (value < min || value > max) {
      throw outOfRange(what);
    }
    return value;
  }

  private void skipSpace(int max) {
    for (int i = 0; i < max && at < text.length() && text.charAt(at) == ' '; i++) {
      at++;
    }
  }

  private int number(String part, int min, int max) {
    int end = at;
    while (end < text.length() && end < at + max && isDigit(text.charAt(end))) {
      end++;
    }
    if (end - at < min) {
      throw mismatch(part);
    }
    int value = Integer.parseInt(text, at, end, 10);
    at = end;
    return value;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private int name(String part, List<String> names, int letters) {
    for (int i = 0; i < names.size(); i++) {
      var name = letters == 0 ? names.get(i) : names.get(i).substring(0, letters);
      if (text.regionMatches(true, at, name, 0, name.length())) {
        at += name.length();
        return i;
      }
    }
    throw mismatch(part);
  }

  private void halfOfDay(String part) {
    boolean upper = part.equals("PM");
    var am = upper ? "AM" : "am";
    var pm = upper ? "PM" : "pm";
    if (!text.startsWith(am, at) && !text.startsWith(pm, at)) {
      throw mismatch(part);
    }
    afternoon = text.startsWith(pm, at);
    at += 2;
  }

  private void zoneName(String part) {
    int end = at;
    while (end < text.length() && Character.isUpperCase(text.charAt(end))) {
      end++;
    }
    if (end - at < 3) {
      throw mismatch(part);
    }
    // An abbreviation says nothing of an offset: as in Go, only UTC is known by it.
    at = end;
  }

  private void offset(String part) {
    if (part.startsWith("Z") && text.startsWith("Z", at)) {
      at++;
      zone = ZoneOffset.UTC;
      return;
    }
    boolean colons = part.contains(":");
    int fields = part.replace(":", "").length() / 2;
    if (at >= text.length() || "+-".indexOf(text.charAt(at)) < 0) {
      throw mismatch(part);
    }
    int sign = text.charAt(at++) == '-' ? -1 : 1;
    int seconds = 0;
    int[] units = {3600, 60, 1};
    for (int i = 0; i < fields; i++) {
      if (colons && i > 0) {
        literal(":");
      }
      seconds += units[i] * inRange("time zone offset", number(part, 2, 2), 0, i == 0 ? 18 : 59);
    }
    try {
      zone = ZoneOffset.ofTotalSeconds(sign * seconds);
    } catch (DateTimeException e) {
      var range = outOfRange("time zone offset");
      range.initCause(e);
      throw range;
    }
  }

  private void exactFraction(int length) {
    var fraction = text.substring(at, Math.min(text.length(), at + length));
    boolean fits =
        fraction.length() == length
            && (fraction.startsWith(".") || fraction.startsWith(","))
            && fraction.substring(1).chars().allMatch(c -> isDigit((char) c));
    if (!fits) {
      throw mismatch("." + "0".repeat(length - 1));
    }
    nanos(fraction.substring(1));
    at += length;
  }

  private void optionalFraction() {
    boolean starts =
        at + 1 < text.length()
            && ".,".indexOf(text.charAt(at)) >= 0
            && isDigit(text.charAt(at + 1));
    if (!starts) {
      return;
    }
    int end = at + 1;
    while (end < text.length() && isDigit(text.charAt(end))) {
      end++;
    }
    nanos(text.substring(at + 1, end));
    at = end;
  }

  private void nanos(String digits) {
    var nine = String.format(Locale.ROOT, "%-9s", digits).replace(' ', '0').substring(0, 9);
    nanos = Integer.parseInt(nine);
  }
}
