package io.tocsin.collect.exposition;

import io.tocsin.model.Labels;
import io.tocsin.model.MetricType;
import java.io.IOException;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What lines of OpenMetrics text have to mean together: families and series in one piece, names
/// and labels as their types ask for, metadata once and first.
public final class OpenMetricsRules {
  private final OpenMetricsParser parser;
  private final Set<String> families = new HashSet<>();
  private final Set<OpenMetricsParser.Kind> said = EnumSet.noneOf(OpenMetricsParser.Kind.class);
  private final Set<Labels> groups = new HashSet<>();
  private String family = "";
  private MetricType type = MetricType.UNKNOWN;
  private String unit = "";
  private boolean hasSamples;
  private Labels group = Labels.EMPTY;
  private OpenMetricsBuckets buckets = new OpenMetricsBuckets(MetricType.UNKNOWN);
  private Labels series = Labels.EMPTY;
  private boolean hadTimestamp;
  private double lastSeconds;

  private OpenMetricsRules(OpenMetricsParser parser) {
    this.parser = parser;
  }

  /// Reads all of the text.
  ///
  /// @throws ExpositionException naming the first line that breaks a rule
  public static void check(OpenMetricsParser parser) throws IOException {
    var rules = new OpenMetricsRules(parser);
    while (parser.next()) {
      if (parser.kind() == OpenMetricsParser.Kind.SAMPLE) {
        rules.sample();
      } else {
        rules.metadata();
      }
    }
    rules.endFamily();
  }

  private ExpositionException problem(String what) {
    return new ExpositionException(parser.line(), what);
  }

  private void metadata() {
    if (!parser.family().equals(family)) {
      begin(parser.family());
    }
    if (hasSamples) {
      throw problem(parser.kind() + " of " + family + " behind a sample of it (expected: before)");
    }
    if (!said.add(parser.kind())) {
      throw problem(parser.kind() + " of " + family + " comes twice (expected: once)");
    }
    if (parser.kind() == OpenMetricsParser.Kind.TYPE) {
      type = parser.type();
      buckets = new OpenMetricsBuckets(type);
    } else if (parser.kind() == OpenMetricsParser.Kind.UNIT) {
      unit = parser.text();
    }
    boolean withoutUnit = type == MetricType.INFO || type == MetricType.STATESET;
    if (withoutUnit && !unit.isEmpty()) {
      throw problem(
          "unit of " + family + ": " + unit + " (expected: none for " + type.text() + ")");
    }
  }

  private void begin(String next) {
    endFamily();
    if (!families.add(next)) {
      throw problem("family: " + next + " is not in one piece (expected: all its lines together)");
    }
    family = next;
    said.clear();
    groups.clear();
    type = MetricType.UNKNOWN;
    unit = "";
    hasSamples = false;
    group = Labels.EMPTY;
    series = Labels.EMPTY;
    buckets = new OpenMetricsBuckets(type);
  }

  private void endFamily() {
    var fault = buckets.end();
    if (!fault.isEmpty()) {
      throw problem(family + ": " + fault);
    }
  }

  private void sample() {
    var labels = parser.labels();
    var suffix = suffix(labels.metricName());
    if (suffix == null) {
      begin(labels.metricName());
      suffix = "";
    }
    hasSamples = true;
    grouping(labels);
    time(labels);
    var fault = OpenMetricsTypes.fault(type, suffix, labels, parser);
    fault = fault.isEmpty() ? buckets.add(suffix, labels, parser) : fault;
    if (!fault.isEmpty()) {
      throw problem(labels + ": " + fault);
    }
  }

  /// Returns what the name has behind that of the family; null if it is of another one.
  private @Nullable String suffix(String name) {
    if (!name.startsWith(family) || (family.isEmpty() && families.isEmpty())) {
      return null;
    }
    var rest = name.substring(family.length());
    return OpenMetricsTypes.suffixes(type).contains(rest) ? rest : null;
  }

  /// Samples that differ in what the type adds, a bucket's bound say, stand together.
  private void grouping(Labels labels) {
    var own =
        switch (type) {
          case HISTOGRAM, GAUGE_HISTOGRAM -> labels.without(Labels.NAME, "le");
          case SUMMARY -> labels.without(Labels.NAME, "quantile");
          case STATESET -> labels.without(Labels.NAME, family);
          case COUNTER, GAUGE, INFO, UNKNOWN -> labels.without(Labels.NAME);
        };
    if (groups.isEmpty() || !own.equals(group)) {
      var fault = buckets.end();
      if (!fault.isEmpty()) {
        throw problem(family + ": " + fault);
      }
      buckets = new OpenMetricsBuckets(type);
      if (!groups.add(own)) {
        throw problem(labels + " stands apart from its group (expected: in one piece)");
      }
      group = own;
      series = Labels.EMPTY;
    }
  }

  private void time(Labels labels) {
    boolean same = labels.equals(series);
    if (same && (parser.hasTimestamp() != hadTimestamp || !hadTimestamp)) {
      throw problem(labels + " comes again without a time (expected: a time with each sample)");
    }
    if (same && parser.timestampSeconds() < lastSeconds) {
      throw problem(labels + " goes back in time (expected: ascending)");
    }
    series = labels;
    hadTimestamp = parser.hasTimestamp();
    lastSeconds = parser.timestampSeconds();
  }
}
