package io.tocsin.bench.answer;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A query's answer: per series, its samples as time and value in turn.
public record Answer(Map<String, List<Double>> series) {
  /// Reads the body of `/api/v1/query` or `/api/v1/query_range`.
  public static Answer parse(byte[] body) {
    var root = map(Json.parse(new String(body, StandardCharsets.UTF_8)));
    var data = map(root.getOrDefault("data", Map.of()));
    var series = new TreeMap<String, List<Double>>();
    for (var item : list(data.getOrDefault("result", List.of()))) {
      var entry = map(item);
      var labels = new TreeMap<>(map(entry.getOrDefault("metric", Map.of()))).toString();
      var samples = new ArrayList<Double>();
      if (entry.containsKey("value")) {
        add(entry.get("value"), samples);
      }
      for (var pair : list(entry.getOrDefault("values", List.of()))) {
        add(pair, samples);
      }
      series.put(labels, samples);
    }
    return new Answer(series);
  }

  /// The value of an answer of one series with one sample; 0 when it is empty.
  public double single() {
    return series.isEmpty() ? 0 : series.values().iterator().next().get(1);
  }

  /// The same values without their labels, largest first: where several series tie for the last
  /// place of a `topk`, which of them is named is nobody's promise.
  public Answer ranked() {
    var values = new ArrayList<>(series.values());
    values.sort(Comparator.comparing((List<Double> samples) -> samples.getLast()).reversed());
    var ranked = new TreeMap<String, List<Double>>();
    values.forEach(samples -> ranked.put("%09d".formatted(ranked.size()), samples));
    return new Answer(ranked);
  }

  /// How this answer differs from `reference`: empty when it agrees within `tolerance`, relative.
  public String difference(Answer reference, double tolerance) {
    if (!series.keySet().equals(reference.series.keySet())) {
      var strange = new TreeSet<>(series.keySet());
      strange.removeAll(reference.series.keySet());
      return "%d series, %d of them unexpected (expected: %d)"
          .formatted(series.size(), strange.size(), reference.series.size());
    }
    double worst = 0;
    for (var entry : series.entrySet()) {
      var expected = reference.series.getOrDefault(entry.getKey(), List.of());
      if (entry.getValue().size() != expected.size()) {
        return (entry.getValue().size() / 2) + " samples (expected: " + expected.size() / 2 + ")";
      }
      for (int i = 0; i < expected.size(); i++) {
        worst = Math.max(worst, relative(entry.getValue().get(i), expected.get(i)));
      }
    }
    return worst <= tolerance ? "" : "values off by up to %.1e".formatted(worst);
  }

  private static double relative(double value, double expected) {
    if (Double.compare(value, expected) == 0) {
      return 0;
    }
    double scale = Math.max(Math.abs(value), Math.abs(expected));
    double distance = Math.abs(value - expected) / scale;
    return Double.isNaN(distance) ? Double.POSITIVE_INFINITY : distance;
  }

  private static void add(@Nullable Object pair, List<Double> samples) {
    if (pair instanceof List<?> values && values.size() == 2) {
      samples.add((Double) values.get(0));
      samples.add(number(String.valueOf(values.get(1))));
    }
  }

  private static double number(String text) {
    return switch (text) {
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }

  @SuppressWarnings("unchecked") // Json answers only these types, and names are strings
  private static Map<String, Object> map(Object value) {
    return value instanceof Map<?, ?> ? (Map<String, Object>) value : Map.of();
  }

  private static Collection<?> list(Object value) {
    return value instanceof List<?> list ? list : List.of();
  }
}
