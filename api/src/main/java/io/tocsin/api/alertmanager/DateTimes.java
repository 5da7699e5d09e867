package io.tocsin.api.alertmanager;

import io.tocsin.api.http.JsonWriter;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;

/// Times as the description's `date-time` has them: RFC 3339 to the millisecond on the way out; on
/// the way in also without seconds, without a zone (UTC then), or a day alone.
final class DateTimes {
  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
  private static final Pattern SHAPE =
      Pattern.compile(
          "([0-9]{4}-[0-9]{2}-[0-9]{2})"
              + "(?:[T ]([0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]{1,9})?)?)"
              + "(Z|[+-][0-9]{2}:?[0-9]{2})?)?");

  /// What Go's time that was never set is written as.
  private static final long UNSET = Instant.parse("0001-01-01T00:00:00Z").toEpochMilli();

  private DateTimes() {}

  /// Returns milliseconds since the epoch; 0 for a time that was never set.
  ///
  /// @throws IllegalArgumentException if it is no time
  static long parse(String text) {
    var shape = SHAPE.matcher(text);
    if (text.isEmpty()) {
      return 0;
    }
    if (!shape.matches()) {
      throw refused(text);
    }
    try {
      var day = LocalDate.parse(shape.group(1));
      var clock = shape.group(2);
      var time = clock == null ? LocalTime.MIDNIGHT : LocalTime.parse(clock.replace(',', '.'));
      var zone = shape.group(3) == null ? ZoneOffset.UTC : ZoneOffset.of(shape.group(3));
      long millis = day.atTime(time).toInstant(zone).toEpochMilli();
      return millis == UNSET ? 0 : millis;
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(refused(text).getMessage(), e);
    }
  }

  private static IllegalArgumentException refused(String text) {
    return new IllegalArgumentException(
        "parsing time \"" + text + "\" as \"2006-01-02\": cannot parse it as a time");
  }

  static String print(long millis) {
    return MILLIS.format(Instant.ofEpochMilli(millis));
  }

  static void field(JsonWriter json, String name, long millis) throws IOException {
    json.field(name, print(millis));
  }
}
