package io.tocsin.api.prometheus;

import io.tocsin.api.http.Parameters;
import io.tocsin.model.LabelsText;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads the values of parameters as Prometheus does, with its words for what cannot be read.
final class Values {
  /// Beyond every sample, as Prometheus' `MinTime` and `MaxTime`.
  static final long MIN_MILLIS = Long.MIN_VALUE / 1000 + 62_135_596_801L;

  static final long MAX_MILLIS = Long.MAX_VALUE / 1000 - 62_135_596_801L;
  private static final String MIN_TEXT = "-292273086-05-16T16:47:06Z";
  private static final String MAX_TEXT = "292277025-08-18T07:12:54.999999999Z";

  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
  private static final Pattern DURATION =
      Pattern.compile(
          "(?:(\\d+)y)?(?:(\\d+)w)?(?:(\\d+)d)?(?:(\\d+)h)?(?:(\\d+)m)?(?:(\\d+)s)?(?:(\\d+)ms)?");
  private static final long[] UNITS = {
    31_536_000_000L, 604_800_000L, 86_400_000L, 3_600_000L, 60_000L, 1_000L, 1L
  };

  private Values() {}

  /// Returns Unix milliseconds of RFC 3339 text or of a number of seconds.
  static long time(String text, String parameter) {
    if (NUMBER.matcher(text).matches()) {
      double seconds = Double.parseDouble(text);
      double whole = seconds < 0 ? Math.ceil(seconds) : Math.floor(seconds);
      return clamp(whole * 1000 + Math.rint((seconds - whole) * 1000));
    }
    if (text.equals(MIN_TEXT)) {
      return MIN_MILLIS;
    }
    if (text.equals(MAX_TEXT)) {
      return MAX_MILLIS;
    }
    try {
      return OffsetDateTime.parse(text).toInstant().toEpochMilli();
    } catch (DateTimeException | ArithmeticException e) {
      throw ApiError.parameter(parameter, "cannot parse " + quoted(text) + " to a valid timestamp");
    }
  }

  private static long clamp(double millis) {
    return (long) Math.clamp(millis, (double) MIN_MILLIS, (double) MAX_MILLIS);
  }

  static long time(Parameters parameters, String name, long otherwise) {
    var text = parameters.value(name);
    if (text.isEmpty()) {
      return otherwise;
    }
    try {
      return time(text, name);
    } catch (ApiError e) {
      throw ApiError.parameter(
          name,
          "invalid time value for '"
              + name
              + "': cannot parse "
              + quoted(text)
              + " to a valid timestamp");
    }
  }

  /// Returns nanoseconds of a number of seconds or of text such as `1h30m`.
  static long nanos(String text, String parameter) {
    if (NUMBER.matcher(text).matches()) {
      double nanos = Double.parseDouble(text) * 1e9;
      if (Math.abs(nanos) > Long.MAX_VALUE) {
        throw ApiError.parameter(
            parameter, "cannot parse " + quoted(text) + " to a valid duration. It overflows int64");
      }
      return (long) nanos;
    }
    var match = DURATION.matcher(text);
    if (text.equals("0")) {
      return 0;
    }
    if (text.isEmpty() || !match.matches()) {
      throw ApiError.parameter(parameter, "cannot parse " + quoted(text) + " to a valid duration");
    }
    return sum(match, text, parameter);
  }

  private static long sum(Matcher match, String text, String parameter) {
    try {
      long millis = 0;
      for (int i = 0; i < UNITS.length; i++) {
        var digits = match.group(i + 1);
        if (digits != null) {
          millis = Math.addExact(millis, Math.multiplyExact(Long.parseLong(digits), UNITS[i]));
        }
      }
      return Math.multiplyExact(millis, 1_000_000L);
    } catch (ArithmeticException | NumberFormatException e) {
      throw ApiError.parameter(parameter, "cannot parse " + quoted(text) + " to a valid duration");
    }
  }

  /// Returns the limit, 0 for none.
  static int limit(Parameters parameters) {
    var text = parameters.value("limit");
    if (text.isEmpty()) {
      return 0;
    }
    try {
      int limit = Integer.parseInt(text);
      if (limit < 0) {
        throw ApiError.parameter("limit", "limit must be non-negative");
      }
      return limit;
    } catch (NumberFormatException e) {
      throw ApiError.parameter(
          "limit", "strconv.Atoi: parsing " + quoted(text) + ": invalid syntax");
    }
  }

  /// Returns a number that may be left out.
  static int number(Parameters parameters, String name, int otherwise) {
    var text = parameters.value(name);
    if (text.isEmpty()) {
      return otherwise;
    }
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw ApiError.badData(name + " must be a number");
    }
  }

  /// Returns what Go's `strconv.ParseBool` does, or null for what it refuses.
  static @Nullable Boolean bool(String text) {
    return switch (text) {
      case "1", "t", "T", "true", "TRUE", "True" -> true;
      case "0", "f", "F", "false", "FALSE", "False" -> false;
      default -> null;
    };
  }

  static String quoted(String text) {
    return LabelsText.quote(new StringBuilder(), text).toString();
  }

  /// Returns a duration as Prometheus prints it, as in `1m30s`.
  static String duration(long millis) {
    if (millis == 0) {
      return "0s";
    }
    var out = new StringBuilder();
    var names = new String[] {"y", "w", "d", "h", "m", "s", "ms"};
    long rest = millis;
    for (int i = 0; i < UNITS.length; i++) {
      // years, weeks and days only where nothing is left over: 7d is 1w, but 8d stays 8d
      boolean usable = i > 2 || rest % UNITS[i] == 0;
      if (usable && rest >= UNITS[i]) {
        out.append(rest / UNITS[i]).append(names[i]);
        rest %= UNITS[i];
      }
    }
    return out.toString();
  }
}
