package io.tocsin.collect.exposition;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Which unit a metric name mentions, and which base unit stands for it.
final class LintUnits {
  private static final Map<String, String> BASE_OF =
      Map.ofEntries(
          Map.entry("amperes", "amperes"),
          Map.entry("bytes", "bytes"),
          Map.entry("celsius", "celsius"),
          Map.entry("grams", "grams"),
          Map.entry("joules", "joules"),
          Map.entry("kelvin", "kelvin"),
          Map.entry("meters", "meters"),
          Map.entry("metres", "metres"),
          Map.entry("seconds", "seconds"),
          Map.entry("volts", "volts"),
          Map.entry("minutes", "seconds"),
          Map.entry("hours", "seconds"),
          Map.entry("days", "seconds"),
          Map.entry("weeks", "seconds"),
          Map.entry("kelvins", "kelvin"),
          Map.entry("fahrenheit", "celsius"),
          Map.entry("rankine", "celsius"),
          Map.entry("inches", "meters"),
          Map.entry("yards", "meters"),
          Map.entry("miles", "meters"),
          Map.entry("bits", "bytes"),
          Map.entry("calories", "joules"),
          Map.entry("pounds", "grams"),
          Map.entry("ounces", "grams"));
  private static final List<String> PREFIXES =
      List.of(
          "pico", "nano", "micro", "milli", "centi", "deci", "deca", "hecto", "kilo", "kibi",
          "mega", "mibi", "giga", "gibi", "tera", "tebi", "peta", "pebi");
  private static final List<String> ABBREVIATIONS =
      List.of("s", "ms", "us", "ns", "sec", "b", "kb", "mb", "gb", "tb", "pb", "m", "h", "d");

  private LintUnits() {}

  /// A unit as a name mentions it and its base unit; both empty where none is mentioned.
  record Unit(String name, String base) {
    boolean isBase() {
      return name.equals(base);
    }
  }

  /// Returns the first unit among the words of a name.
  static Unit find(String metric) {
    for (var word : metric.split("_", -1)) {
      var base = BASE_OF.get(word);
      if (base != null) {
        return new Unit(word, base);
      }
      for (var prefix : PREFIXES) {
        var scaled = word.startsWith(prefix) ? BASE_OF.get(word.substring(prefix.length())) : null;
        if (scaled != null) {
          return new Unit(word, scaled);
        }
      }
    }
    return new Unit("", "");
  }

  static boolean isAbbreviated(String metric) {
    var lower = metric.toLowerCase(Locale.ROOT);
    return ABBREVIATIONS.stream()
        .anyMatch(word -> lower.contains("_" + word + "_") || lower.endsWith("_" + word));
  }
}
