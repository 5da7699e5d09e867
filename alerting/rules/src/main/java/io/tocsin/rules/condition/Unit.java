package io.tocsin.rules.condition;

import java.util.Locale;
import java.util.Map;

/// The unit of a series' values.
///
/// @param name as in the catalogue
/// @param scale how many base units (1, seconds, bytes, 1 of 1) one of it is
/// @param perSecond whether the values are rates
record Unit(String name, Dimension dimension, double scale, boolean perSecond) {
  static final Unit COUNT = new Unit("count", Dimension.COUNT, 1, false);

  private static final Map<String, Double> SECONDS =
      Map.ofEntries(
          Map.entry("ns", 1e-9),
          Map.entry("nanosecond", 1e-9),
          Map.entry("us", 1e-6),
          Map.entry("µs", 1e-6),
          Map.entry("μs", 1e-6),
          Map.entry("microsecond", 1e-6),
          Map.entry("ms", 1e-3),
          Map.entry("msec", 1e-3),
          Map.entry("millisecond", 1e-3),
          Map.entry("s", 1.0),
          Map.entry("sec", 1.0),
          Map.entry("second", 1.0),
          Map.entry("m", 60.0),
          Map.entry("min", 60.0),
          Map.entry("minute", 60.0),
          Map.entry("h", 3600.0),
          Map.entry("hr", 3600.0),
          Map.entry("hour", 3600.0),
          Map.entry("d", 86_400.0),
          Map.entry("day", 86_400.0),
          Map.entry("w", 604_800.0),
          Map.entry("week", 604_800.0));

  private static final String PREFIXES = "kmgtp";

  /// Returns the seconds in one unit of time, or 0 for what is none.
  static double seconds(String word) {
    var unit = word.toLowerCase(Locale.ROOT);
    var found = SECONDS.get(unit);
    if (found == null && unit.length() > 2 && unit.endsWith("s")) {
      found = SECONDS.get(unit.substring(0, unit.length() - 1));
    }
    return found == null ? 0 : found;
  }

  /// Returns the bytes in one unit of size, or 0 for what is none. Bytes count by 1024, with `KB`
  /// as with `KiB`, as everywhere in the configuration; bits by 1000.
  static double bytes(String word) {
    var unit = word.toLowerCase(Locale.ROOT);
    if (unit.equals("b") || unit.equals("byte") || unit.equals("bytes")) {
      return 1;
    }
    if (unit.endsWith("bytes") || unit.endsWith("byte")) {
      return longBytes(unit);
    }
    int power = unit.isEmpty() ? 0 : PREFIXES.indexOf(unit.charAt(0)) + 1;
    if (unit.equals("bit") || unit.equals("bits")) {
      return 0.125;
    }
    if (power == 0) {
      return 0;
    }
    return switch (unit.substring(1)) {
      case "b", "ib" -> Math.pow(1024, power);
      case "bit", "bits" -> Math.pow(1000, power) / 8;
      default -> 0;
    };
  }

  private static double longBytes(String unit) {
    return switch (unit.replaceFirst("bytes?$", "")) {
      case "kilo", "kibi" -> 0x1p10;
      case "mega", "mebi" -> 0x1p20;
      case "giga", "gibi" -> 0x1p30;
      case "tera", "tebi" -> 0x1p40;
      case "peta", "pebi" -> 0x1p50;
      default -> 0;
    };
  }

  /// Returns the unit of a catalogue's entry: `ratio`, `percent`, a unit of time or size, `fps`,
  /// one of these with `/s` or `_per_second` behind it, or a word for what is counted.
  static Unit of(String name) {
    var rest = name.strip().toLowerCase(Locale.ROOT).replace(' ', '_');
    for (var suffix : new String[] {"/s", "/sec", "/second", "_per_second"}) {
      if (rest.endsWith(suffix)) {
        var counted = of(rest.substring(0, rest.length() - suffix.length()));
        return new Unit(name, counted.dimension, counted.scale, true);
      }
    }
    switch (rest) {
      case "ratio", "share", "fraction" -> {
        return new Unit(name, Dimension.SHARE, 1, false);
      }
      case "percent", "%" -> {
        return new Unit(name, Dimension.SHARE, 0.01, false);
      }
      case "fps", "rps", "qps", "ops", "tps", "per_second", "hz" -> {
        return new Unit(name, Dimension.COUNT, 1, true);
      }
      default -> {}
    }
    if (seconds(rest) > 0) {
      return new Unit(name, Dimension.DURATION, seconds(rest), false);
    }
    if (bytes(rest) > 0) {
      return new Unit(name, Dimension.BYTES, bytes(rest), false);
    }
    return new Unit(name, Dimension.COUNT, 1, false);
  }

  /// Returns the unit of this one's rate.
  Unit rate() {
    return perSecond ? this : new Unit(name + "/s", dimension, scale, true);
  }
}
