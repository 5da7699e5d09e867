package io.tocsin.collect.exposition;

import io.tocsin.model.Labels;
import io.tocsin.model.MetricType;

/// What the samples of one histogram have to be together, at each of its times: bounds and counts
/// that rise to the bucket of everything, which is the count; a sum only with a count, and only
/// where nothing below zero was observed.
final class OpenMetricsBuckets {
  private final boolean isHistogram;
  private final boolean isGauge;
  private double bound = Double.NEGATIVE_INFINITY;
  private double value;
  private boolean hasBuckets;
  private boolean hasInfinite;
  private boolean hasNegative;
  private boolean hasCount;
  private double count;
  private boolean hasSum;
  private double sum;
  private double seconds;

  OpenMetricsBuckets(MetricType type) {
    isHistogram = type == MetricType.HISTOGRAM || type == MetricType.GAUGE_HISTOGRAM;
    isGauge = type == MetricType.GAUGE_HISTOGRAM;
  }

  /// Takes a sample and returns what is wrong with it; empty if nothing is.
  String add(String suffix, Labels labels, OpenMetricsParser sample) {
    if (!isHistogram) {
      return "";
    }
    var fault = "";
    boolean begun = hasBuckets || hasCount || hasSum;
    if (begun && sample.hasTimestamp() && sample.timestampSeconds() != seconds) {
      fault = end();
      clear();
    }
    seconds = sample.timestampSeconds();
    if (!fault.isEmpty()) {
      return fault;
    }
    switch (suffix) {
      case "_bucket" -> fault = bucket(OpenMetricsTypes.number(labels.value("le")), sample.value());
      case "_count", "_gcount" -> {
        hasCount = true;
        count = sample.value();
      }
      case "_sum", "_gsum" -> {
        hasSum = true;
        sum = sample.value();
      }
      default -> {}
    }
    return fault;
  }

  private void clear() {
    bound = Double.NEGATIVE_INFINITY;
    value = 0;
    hasBuckets = false;
    hasInfinite = false;
    hasNegative = false;
    hasCount = false;
    hasSum = false;
  }

  private String bucket(double next, double counted) {
    if (hasCount && !hasBuckets) {
      return "a bucket behind the count (expected: before)";
    }
    if (hasBuckets && next <= bound) {
      return "le: " + next + " behind " + bound + " (expected: ascending)";
    }
    if (hasBuckets && counted < value) {
      return "value: " + counted + " behind " + value + " (expected: ascending)";
    }
    hasBuckets = true;
    bound = next;
    value = counted;
    hasInfinite |= next == Double.POSITIVE_INFINITY;
    hasNegative |= next < 0;
    return "";
  }

  /// Returns what is missing at the end; empty if nothing is.
  String end() {
    if (!isHistogram || !(hasBuckets || hasCount || hasSum)) {
      return "";
    }
    if (hasBuckets && !hasInfinite) {
      return "no bucket +Inf (expected: one, the last)";
    }
    if (hasCount && hasBuckets && count != value) {
      return "count: " + count + " (expected: " + value + ", that of the bucket +Inf)";
    }
    if (hasSum != hasCount && (isGauge || hasSum)) {
      return hasSum ? "a sum without a count" : "a count without a sum";
    }
    if (hasSum && hasNegative && !isGauge) {
      return "a sum with negative buckets (expected: none)";
    }
    return hasSum && sum < 0 && !hasNegative ? "sum: " + sum + " (expected: 0 or more)" : "";
  }
}
