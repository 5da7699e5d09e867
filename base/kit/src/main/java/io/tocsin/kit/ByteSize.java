package io.tocsin.kit;

import java.util.Locale;
import java.util.regex.Pattern;

/// Sizes as Prometheus writes them: `100MB`, `1.5GiB`, `0`; all units are powers of 1024.
public final class ByteSize {
  private static final Pattern SHAPE = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)([KMGTPE]?)I?B");

  private ByteSize() {}

  /// Returns the size in bytes.
  ///
  /// @throws IllegalArgumentException if `text` is no size or too large for a `long`
  public static long parse(String text) {
    if (text.equals("0")) {
      return 0;
    }
    var match = SHAPE.matcher(text.toUpperCase(Locale.ROOT));
    if (!match.matches()) {
      throw new IllegalArgumentException(
          "size: " + text + " (expected: a number with a unit, as in 512KB, 100MB or 1GiB)");
    }
    int power = match.group(2).isEmpty() ? 0 : "KMGTPE".indexOf(match.group(2)) + 1;
    double bytes = Double.parseDouble(match.group(1)) * Math.pow(1024, power);
    if (bytes >= 0x1p63) {
      throw new IllegalArgumentException("size: " + text + " (expected: less than 8EiB)");
    }
    return (long) bytes;
  }
}
