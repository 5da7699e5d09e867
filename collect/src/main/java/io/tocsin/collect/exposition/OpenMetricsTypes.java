package io.tocsin.collect.exposition;

import io.tocsin.model.Labels;
import io.tocsin.model.MetricType;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// What OpenMetrics asks of single samples of each type.
final class OpenMetricsTypes {
  private OpenMetricsTypes() {}

  /// Returns what names of samples have behind the family's.
  static List<String> suffixes(MetricType type) {
    return switch (type) {
      case COUNTER -> List.of("_total", "_created");
      case GAUGE, UNKNOWN, STATESET -> List.of("");
      case HISTOGRAM -> List.of("_bucket", "_count", "_sum", "_created");
      case GAUGE_HISTOGRAM -> List.of("_bucket", "_gcount", "_gsum");
      case SUMMARY -> List.of("", "_count", "_sum", "_created");
      case INFO -> List.of("_info");
    };
  }

  /// Returns what is wrong with a sample; empty if nothing is.
  static String fault(MetricType type, String suffix, Labels labels, OpenMetricsParser sample) {
    var exemplar = sample.exemplar();
    boolean takesExemplars =
        suffix.equals("_total")
            || (suffix.equals("_bucket")
                && (type == MetricType.HISTOGRAM || type == MetricType.GAUGE_HISTOGRAM));
    if (exemplar != null && !takesExemplars) {
      return "exemplar (expected: only on counters and buckets)";
    }
    double value = sample.value();
    return switch (type) {
      case COUNTER -> suffix.equals("_total") ? count(value) : "";
      case HISTOGRAM -> histogram(suffix, labels, value);
      case GAUGE_HISTOGRAM -> gaugeHistogram(suffix, labels, value);
      case SUMMARY -> summary(suffix, labels, value);
      case INFO -> value == 1 ? "" : "value: " + value + " (expected: 1)";
      case STATESET -> state(labels, sample.family(), value);
      case GAUGE, UNKNOWN -> "";
    };
  }

  private static String count(double value) {
    return value >= 0 ? "" : "value: " + value + " (expected: a count, 0 or more)";
  }

  private static String histogram(String suffix, Labels labels, double value) {
    return switch (suffix) {
      case "_bucket" -> bucket(labels, value);
      case "_count", "_sum" -> count(value);
      default -> "";
    };
  }

  private static String gaugeHistogram(String suffix, Labels labels, double value) {
    return switch (suffix) {
      case "_bucket" -> bucket(labels, value);
      case "_gcount" -> count(value);
      default -> Double.isNaN(value) ? "value: NaN (expected: a number)" : "";
    };
  }

  private static String bucket(Labels labels, double value) {
    var bound = labels.value("le");
    double parsed = number(bound);
    boolean infinite = Double.isInfinite(parsed) && !bound.equals("+Inf");
    if (DecimalReader.isInvalid(parsed) || infinite) {
      return "le: \"" + bound + "\" (expected: a number, or +Inf)";
    }
    return count(value);
  }

  private static String summary(String suffix, Labels labels, double value) {
    if (!suffix.isEmpty()) {
      return suffix.equals("_created") ? "" : count(value);
    }
    double quantile = number(labels.value("quantile"));
    if (!(quantile >= 0 && quantile <= 1)) {
      return "quantile: \"" + labels.value("quantile") + "\" (expected: 0 to 1)";
    }
    return value < 0 ? "value: " + value + " (expected: 0 or more)" : "";
  }

  private static String state(Labels labels, String family, double value) {
    if (!labels.has(family)) {
      return "no label " + family + " (expected: one that names the state)";
    }
    return value == 0 || value == 1 ? "" : "value: " + value + " (expected: 0 or 1)";
  }

  static double number(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return DecimalReader.read(bytes, 0, bytes.length);
  }
}
