package io.tocsin.notify.services;

import io.tocsin.kit.YamlNode;
import java.math.BigDecimal;
import java.util.Map;
import java.util.regex.Pattern;

/// Reads durations as Go's `time.ParseDuration` does: `1h30m`, `1.5s`, `300ms`, but no days.
final class GoDurations {
  private static final Pattern WHOLE =
      Pattern.compile("[-+]?(([0-9]+(\\.[0-9]*)?|\\.[0-9]+)(ns|us|µs|μs|ms|s|m|h))+");
  private static final Pattern PART = Pattern.compile("([0-9.]+)(ns|us|µs|μs|ms|s|m|h)");
  private static final Map<String, Long> NANOS =
      Map.of(
          "ns", 1L,
          "us", 1_000L,
          "µs", 1_000L,
          "μs", 1_000L,
          "ms", 1_000_000L,
          "s", 1_000_000_000L,
          "m", 60_000_000_000L,
          "h", 3_600_000_000_000L);

  private GoDurations() {}

  /// Returns milliseconds; a bare number counts nanoseconds.
  static long millis(YamlNode node) {
    var text = node.text().strip();
    if (text.matches("[-+]?[0-9]{1,18}")) {
      return Long.parseLong(text) / 1_000_000;
    }
    if (!WHOLE.matcher(text).matches()) {
      throw node.refuse("a duration, as in 10s or 1m30s");
    }
    var sum = BigDecimal.ZERO;
    var part = PART.matcher(text);
    while (part.find()) {
      var unit = BigDecimal.valueOf(NANOS.getOrDefault(part.group(2), 1L));
      var number = part.group(1).endsWith(".") ? part.group(1) + "0" : part.group(1);
      sum = sum.add(new BigDecimal(number).multiply(unit));
    }
    long millis = sum.divideToIntegralValue(BigDecimal.valueOf(1_000_000)).longValue();
    return text.startsWith("-") ? -millis : millis;
  }
}
