package io.tocsin.kit;

/// Durations as Prometheus writes them: `1h30m`, units `y w d h m s ms` in that order, each once. A
/// year has 365 days.
public final class Durations {
  private static final String[] UNITS = {"y", "w", "d", "h", "m", "s", "ms"};
  private static final long DAY = 24L * 60 * 60 * 1000;
  private static final long[] MILLIS = {365 * DAY, 7 * DAY, DAY, 3_600_000, 60_000, 1_000, 1};

  /// About 292 years: Prometheus counts nanoseconds in 64 bits.
  private static final long MILLIS_MAX = Long.MAX_VALUE / 1_000_000;

  private Durations() {}

  /// Returns the duration in milliseconds; `0` needs no unit.
  ///
  /// @throws IllegalArgumentException if the text is no duration, or too long a one
  public static long parse(String text) {
    if (text.equals("0")) {
      return 0;
    }
    if (text.isEmpty()) {
      throw new IllegalArgumentException("empty duration string");
    }
    long total = 0;
    int next = 0;
    int i = 0;
    while (i < text.length()) {
      int digits = run(text, i, true);
      int end = run(text, digits, false);
      int unit = unit(text.substring(digits, end), next);
      if (digits == i || unit < 0) {
        throw new IllegalArgumentException("not a valid duration string: \"" + text + "\"");
      }
      total = add(total, text.substring(i, digits), MILLIS[unit]);
      next = unit + 1;
      i = end;
    }
    return total;
  }

  private static int run(String text, int from, boolean digits) {
    int i = from;
    while (i < text.length() && (text.charAt(i) >= '0' && text.charAt(i) <= '9') == digits) {
      i++;
    }
    return i;
  }

  private static int unit(String name, int from) {
    for (int i = from; i < UNITS.length; i++) {
      if (UNITS[i].equals(name)) {
        return i;
      }
    }
    return -1;
  }

  private static long add(long total, String number, long millis) {
    try {
      long sum = Math.addExact(total, Math.multiplyExact(Long.parseLong(number), millis));
      if (sum <= MILLIS_MAX) {
        return sum;
      }
    } catch (ArithmeticException | NumberFormatException ignored) {
      // Too many digits: answered as out of range below.
    }
    throw new IllegalArgumentException("duration out of range");
  }

  /// Returns the text of a duration: years and weeks only where they divide it, because `90d` reads
  /// better than `12w6d`. A negative one begins with `-`.
  public static String print(long millis) {
    if (millis == 0) {
      return "0s";
    }
    var out = new StringBuilder();
    long rest = Math.abs(millis);
    if (millis < 0) {
      out.append('-');
    }
    for (int i = 0; i < UNITS.length; i++) {
      boolean exact = i < 2;
      long count = rest / MILLIS[i];
      if (count > 0 && !(exact && rest % MILLIS[i] != 0)) {
        out.append(count).append(UNITS[i]);
        rest -= count * MILLIS[i];
      }
    }
    return out.toString();
  }
}
