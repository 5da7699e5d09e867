package io.tocsin.api.prometheus;

import java.time.Instant;

/// Points in time as Go's JSON prints them.
final class Times {
  private Times() {}

  /// Returns RFC 3339 text; 0 stands for never, which Go writes as the year 1.
  static String text(long millis) {
    return millis == 0 ? "0001-01-01T00:00:00Z" : Instant.ofEpochMilli(millis).toString();
  }
}
