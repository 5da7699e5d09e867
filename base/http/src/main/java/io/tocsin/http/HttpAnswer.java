package io.tocsin.http;

import java.nio.charset.StandardCharsets;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;

/// What a server answered.
///
/// @param statusLine the status with its words
/// @param body as much as was asked for
/// @param cut whether there was more
/// @param retryAfter the header of that name; empty where there is none
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record HttpAnswer(
    int status,
    String statusLine,
    String contentType,
    byte[] body,
    boolean cut,
    String retryAfter) {
  private static final long WAIT_MAX_MILLIS = 24 * 3_600_000L;

  /// Tells whether it is one of 200 to 299.
  public boolean isSuccess() {
    return status / 100 == 2;
  }

  /// Returns the body as text.
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /// Returns for how long the server wants to be left alone, at most a day; 0 where it does not
  /// say.
  public long retryAfterMillis(long nowMillis) {
    if (retryAfter.matches("[0-9]{1,9}")) {
      return Math.min(Long.parseLong(retryAfter) * 1000, WAIT_MAX_MILLIS);
    }
    try {
      var time = ZonedDateTime.parse(retryAfter, DateTimeFormatter.RFC_1123_DATE_TIME);
      long wait = time.toInstant().toEpochMilli() - nowMillis;
      return Math.clamp(wait, 0, WAIT_MAX_MILLIS);
    } catch (DateTimeParseException unknown) {
      return 0;
    }
  }
}
