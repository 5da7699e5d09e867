package io.tocsin.e2e;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/// Samples by series as an answer of the query API has them: milliseconds to the bits of the value,
/// so that equal means bit-exact.
record Series(Map<Map<String, String>, NavigableMap<Long, Long>> samples) {
  static Series of(Json answer) {
    if (!answer.at("status").text().equals("success")) {
      throw new AssertionError(answer);
    }
    var samples = new LinkedHashMap<Map<String, String>, NavigableMap<Long, Long>>();
    for (var series : answer.at("data", "result").items()) {
      var column = samples.computeIfAbsent(series.at("metric").texts(), _ -> new TreeMap<>());
      if (series.has("values")) {
        series.at("values").items().forEach(point -> put(column, point));
      } else {
        put(column, series.at("value"));
      }
    }
    return new Series(samples);
  }

  private static void put(NavigableMap<Long, Long> column, Json point) {
    long millis = Math.round(point.at(0).number() * 1000);
    column.put(millis, Double.doubleToLongBits(parse(point.at(1).text())));
  }

  private static double parse(String text) {
    return switch (text) {
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }

  int size() {
    return samples.size();
  }

  long sampleCount() {
    return samples.values().stream().mapToLong(NavigableMap::size).sum();
  }

  /// The newest value of the only series.
  double value() {
    if (samples.size() != 1) {
      throw new AssertionError(samples.size() + " series (expected: 1): " + samples.keySet());
    }
    return Double.longBitsToDouble(samples.values().iterator().next().lastEntry().getValue());
  }

  /// Names what this has and `other` has not, or has with other bits; empty if nothing.
  String missingFrom(Series other) {
    var missing = new StringBuilder();
    int count = 0;
    for (var series : samples.entrySet()) {
      var there = other.samples.getOrDefault(series.getKey(), new TreeMap<>());
      for (var sample : series.getValue().entrySet()) {
        if (!sample.getValue().equals(there.get(sample.getKey())) && count++ < 5) {
          missing.append(series.getKey()).append(" at ").append(sample.getKey());
          missing.append(": ").append(Double.longBitsToDouble(sample.getValue())).append(" -> ");
          missing.append(there.get(sample.getKey())).append('\n');
        }
      }
    }
    return count == 0 ? "" : count + " samples missing or changed, the first:\n" + missing;
  }
}
