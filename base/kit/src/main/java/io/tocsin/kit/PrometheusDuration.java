package io.tocsin.kit;

/// Durations as Prometheus writes them: `1h30m`, `15s`, `250ms`, `1y2w3d`; a year has 365 days. The
/// units must come in descending order, each at most once; `0` needs none.
public final class PrometheusDuration {
  private static final String[] UNITS = {"y", "w", "d", "h", "m", "s", "ms"};
  private static final long[] MILLIS = {
    31_536_000_000L, 604_800_000L, 86_400_000L, 3_600_000L, 60_000L, 1_000L, 1L
  };

  private PrometheusDuration() {}

  /// Returns the duration in milliseconds.
  ///
  /// @throws IllegalArgumentException if `text` is no duration or too long for a `long` of
  ///   nanoseconds
  public static long parse(String text) {
    if (text.equals("0")) {
      return 0;
    }
    long millis = 0;
    int unitsDone = 0;
    int at = 0;
    while (at < text.length()) {
      int digits = at;
      while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
        at++;
      }
      int unit = unitAt(text, at, unitsDone);
      if (digits == at || at - digits > 15 || unit < 0) {
        throw refused(text);
      }
      long count = Long.parseLong(text, digits, at, 10);
      millis += Math.multiplyExact(count, MILLIS[unit]);
      at += UNITS[unit].length();
      unitsDone = unit + 1;
    }
    if (text.isEmpty() || millis > Long.MAX_VALUE / 1_000_000) {
      throw refused(text);
    }
    return millis;
  }

  private static IllegalArgumentException refused(String text) {
    return new IllegalArgumentException(
        "duration: " + text + " (expected: a number with a unit of y, w, d, h, m, s or ms)");
  }

  private static int unitAt(String text, int at, int from) {
    for (int unit = UNITS.length - 1; unit >= from; unit--) {
      if (text.startsWith(UNITS[unit], at)) {
        return unit;
      }
    }
    return -1;
  }

  /// Returns the shortest text of that many milliseconds, as Prometheus prints it.
  public static String print(long millis) {
    if (millis == 0) {
      return "0s";
    }
    var out = new StringBuilder();
    long left = millis;
    for (int unit = 0; unit < UNITS.length; unit++) {
      // Prometheus prints years, weeks and days only where they come out even.
      if (unit <= 2 && left % MILLIS[unit] != 0) {
        continue;
      }
      if (left >= MILLIS[unit]) {
        out.append(left / MILLIS[unit]).append(UNITS[unit]);
        left %= MILLIS[unit];
      }
    }
    return out.toString();
  }
}
