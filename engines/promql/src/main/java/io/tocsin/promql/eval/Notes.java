package io.tocsin.promql.eval;

import io.tocsin.kit.GoFloat;
import io.tocsin.promql.Span;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What the asker should know about an answer: warnings where it may be wrong, infos where the
/// query may be. Each text is kept once with the place it was first said of; their number is
/// bounded.
public final class Notes {
  private static final int KEPT_MAX = 100;

  private final String query;
  private final Map<String, String> warnings = new LinkedHashMap<>();
  private final Map<String, String> infos = new LinkedHashMap<>();
  private final Map<String, Monotonicity> monotonicity = new LinkedHashMap<>();

  Notes(String query) {
    this.query = query;
  }

  void warn(String text, Span span) {
    add(warnings, "PromQL warning: " + text, span);
  }

  void inform(String text, Span span) {
    add(infos, "PromQL info: " + text, span);
  }

  void warnOfQuantile(double quantile, Span span) {
    if (!(quantile >= 0 && quantile <= 1)) {
      warn("quantile value should be between 0 and 1, got " + GoFloat.g(quantile), span);
    }
  }

  private void add(Map<String, String> kept, String text, Span span) {
    if (kept.size() < KEPT_MAX) {
      kept.putIfAbsent(text, text + " (" + position(span) + ")");
    }
  }

  private String position(Span span) {
    int start = Math.min(span.start(), query.length());
    int line = 1;
    int column = 1;
    for (int i = 0; i < start; i++) {
      boolean ends = query.charAt(i) == '\n';
      line += ends ? 1 : 0;
      column = ends ? 1 : column + 1;
    }
    return line + ":" + column;
  }

  /// Notes buckets whose counts had to be made to rise; all such notes become one.
  void addMonotonicity(Monotonicity fix, String metricName, Span span) {
    var key = (metricName.isEmpty() ? "" : " for metric name \"" + metricName + "\"");
    monotonicity.merge(key + "|" + position(span), fix, Monotonicity::and);
  }

  /// Where counts of buckets had to be made to rise, and by how much.
  record Monotonicity(
      long firstMillis,
      long lastMillis,
      double minBound,
      double maxBound,
      double maxDifference,
      int count) {
    private Monotonicity and(Monotonicity other) {
      return new Monotonicity(
          Math.min(firstMillis, other.firstMillis),
          Math.max(lastMillis, other.lastMillis),
          Math.min(minBound, other.minBound),
          Math.max(maxBound, other.maxBound),
          Math.max(maxDifference, other.maxDifference),
          count + other.count);
    }

    private String text(String key) {
      int bar = key.lastIndexOf('|');
      return "PromQL info: input to histogram_quantile needed to be fixed for monotonicity (see"
          + " https://prometheus.io/docs/prometheus/latest/querying/functions/#histogram_quantile)"
          + key.substring(0, bar)
          + ", from buckets "
          + GoFloat.g(minBound)
          + " to "
          + GoFloat.g(maxBound)
          + ", with a max diff of "
          + Numbers.twoDigits(maxDifference)
          + ", over "
          + count
          + " samples from "
          + time(firstMillis)
          + " to "
          + time(lastMillis)
          + " ("
          + key.substring(bar + 1)
          + ")";
    }

    private static String time(long millis) {
      return Instant.ofEpochMilli(millis).truncatedTo(ChronoUnit.SECONDS).toString();
    }
  }

  public List<String> warnings() {
    return List.copyOf(warnings.values());
  }

  public List<String> infos() {
    var all = new ArrayList<>(infos.values());
    monotonicity.forEach((key, fix) -> all.add(fix.text(key)));
    return List.copyOf(all);
  }
}
