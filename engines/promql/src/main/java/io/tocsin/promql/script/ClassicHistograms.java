package io.tocsin.promql.script;

import io.tocsin.model.BucketLayout;
import io.tocsin.model.Histogram;
import io.tocsin.model.Histogram.ResetHint;
import io.tocsin.model.Labels;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Makes native histograms with custom buckets of the classic ones in a `load_with_nhcb`.
final class ClassicHistograms {
  private static final String BOUND = "le";

  private final Map<Labels, TreeMap<Integer, Classic>> byLabels = new LinkedHashMap<>();

  /// One classic histogram at one step.
  private static final class Classic {
    private final TreeMap<Double, Double> buckets = new TreeMap<>();
    private @Nullable Double count;
    private double sum;

    /// @throws IllegalArgumentException if counts fall from bucket to bucket, or are none
    Histogram convert() {
      double all = count != null ? count : buckets.isEmpty() ? 0 : buckets.lastEntry().getValue();
      buckets.putIfAbsent(Double.POSITIVE_INFINITY, all);
      var bounds = new double[buckets.size() - 1];
      var indexes = new int[buckets.size()];
      var counts = new double[buckets.size()];
      double before = 0;
      int at = 0;
      for (var bucket : buckets.entrySet()) {
        double inBucket = bucket.getValue() - before;
        if (inBucket < 0) {
          throw new IllegalArgumentException(
              "count is not cumulative: " + bucket.getValue() + " < " + before);
        }
        if (at < bounds.length) {
          bounds[at] = bucket.getKey();
        }
        indexes[at] = at;
        counts[at++] = inBucket;
        before = bucket.getValue();
      }
      if (before != all) {
        throw new IllegalArgumentException("count mismatch: count=" + all + " != " + before);
      }
      var layout = BucketLayout.custom(bounds, indexes);
      return new Histogram(layout, ResetHint.UNKNOWN, all, sum, 0, counts);
    }
  }

  /// Takes a series that may be a part of a classic histogram.
  void add(SeriesLine line) {
    var name = line.labels().metricName();
    if (name.endsWith("_bucket")) {
      double bound;
      try {
        bound = Numbers.parse(line.labels().value(BOUND));
      } catch (NumberFormatException ignored) {
        // As in Prometheus, such a bucket is left out.
        return;
      }
      add(line, "_bucket", (classic, value) -> classic.buckets.putIfAbsent(bound, value));
    } else if (name.endsWith("_count")) {
      add(line, "_count", (classic, value) -> classic.count = value);
    } else if (name.endsWith("_sum")) {
      add(line, "_sum", (classic, value) -> classic.sum = value);
    }
  }

  @FunctionalInterface
  private interface Part {
    void set(Classic classic, double value);
  }

  private void add(SeriesLine line, String suffix, Part part) {
    var name = line.labels().metricName();
    var base = name.substring(0, name.length() - suffix.length());
    var labels = line.labels().builder().set(Labels.NAME, base).set(BOUND, "").build();
    var steps = byLabels.computeIfAbsent(labels, _ -> new TreeMap<>());
    for (int step = 0; step < line.points().size(); step++) {
      if (line.points().get(step) instanceof Point.Sample(double value)) {
        part.set(steps.computeIfAbsent(step, _ -> new Classic()), value);
      }
    }
  }

  /// Returns the native histograms.
  List<SeriesLine> series() {
    List<SeriesLine> made = new ArrayList<>();
    for (var one : byLabels.entrySet()) {
      List<Point> points = new ArrayList<>();
      for (var step : one.getValue().entrySet()) {
        while (points.size() < step.getKey()) {
          points.add(new Point.Omitted());
        }
        points.add(new Point.OfHistogram(step.getValue().convert(), false));
      }
      made.add(new SeriesLine(one.getKey(), points));
    }
    return made;
  }
}
