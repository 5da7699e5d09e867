package io.tocsin.promql;

import io.tocsin.model.Histogram;
import java.util.Map;
import java.util.TreeMap;

/// A native histogram as plainly as can be: a map of its positive buckets. For histograms without
/// negative buckets and with one zero threshold.
record NaiveHistogram(
    int schema, double count, double sum, double zero, Map<Integer, Double> buckets) {
  static NaiveHistogram of(Histogram histogram) {
    var buckets = new TreeMap<Integer, Double>();
    for (int i = 0; i < histogram.layout().positive().length; i++) {
      buckets.put(histogram.layout().positive()[i], histogram.positive(i));
    }
    return new NaiveHistogram(
        histogram.layout().schema(),
        histogram.count(),
        histogram.sum(),
        histogram.zeroCount(),
        buckets);
  }

  NaiveHistogram coarser(int newSchema) {
    var merged = new TreeMap<Integer, Double>();
    buckets.forEach((index, count) -> {
      double upper = Math.pow(2, index * Math.pow(2, -schema));
      int to = index;
      // The first bucket of the coarser schema that reaches as far.
      for (to = -64; Math.pow(2, to * Math.pow(2, -newSchema)) < upper * (1 - 1e-9); to++) {}
      merged.merge(to, count, Double::sum);
    });
    return new NaiveHistogram(newSchema, count, sum, zero, merged);
  }

  NaiveHistogram plus(NaiveHistogram other, double factor) {
    int common = Math.min(schema, other.schema);
    var all = new TreeMap<>(coarser(common).buckets);
    other
        .coarser(common)
        .buckets
        .forEach((index, value) -> all.merge(index, factor * value, Double::sum));
    return new NaiveHistogram(
        common,
        count + factor * other.count,
        sum + factor * other.sum,
        zero + factor * other.zero,
        all);
  }

  NaiveHistogram times(double factor) {
    var scaled = new TreeMap<Integer, Double>();
    buckets.forEach((index, value) -> scaled.put(index, value * factor));
    return new NaiveHistogram(schema, count * factor, sum * factor, zero * factor, scaled);
  }

  /// Tells whether counting began anew after `before`.
  boolean isResetAfter(NaiveHistogram before) {
    if (count < before.count || zero < before.zero || schema > before.schema) {
      return true;
    }
    for (var bucket : before.coarser(schema).buckets.entrySet()) {
      if (buckets.getOrDefault(bucket.getKey(), 0.0) < bucket.getValue()) {
        return true;
      }
    }
    return false;
  }

  /// Tells whether both say the same but for rounding; empty buckets do not matter.
  boolean isLike(NaiveHistogram other, double tolerance) {
    var difference = plus(other, -1);
    double size = tolerance * (1 + Math.abs(count) + Math.abs(sum));
    return schema == other.schema
        && Math.abs(difference.count) <= size
        && Math.abs(difference.sum) <= size
        && Math.abs(difference.zero) <= size
        && difference.buckets.values().stream().allMatch(value -> Math.abs(value) <= size);
  }
}
