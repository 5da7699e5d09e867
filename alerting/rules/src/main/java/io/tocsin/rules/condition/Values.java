package io.tocsin.rules.condition;

import io.tocsin.kit.Durations;
import io.tocsin.kit.GoFloat;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes what a subject's values are in PromQL.
final class Values {
  private static final long RATE_WINDOW = 300_000;
  private static final long INCREASE_WINDOW = 3_600_000;

  private final Subject subject;
  private final CatalogueEntry entry;
  private final @Nullable Measure change;
  private final String offset;

  /// Takes a subject as it was or, with an offset, so long ago.
  ///
  /// @param change how a counter is read; null for what is none
  Values(Subject subject, CatalogueEntry entry, @Nullable Measure change, long offsetMillis) {
    this.subject = subject;
    this.entry = entry;
    this.change = change;
    this.offset = offsetMillis == 0 ? "" : " offset " + Durations.print(offsetMillis);
  }

  /// Returns the labels that the values keep, or null where every series stands for itself.
  @Nullable List<String> labels() {
    if (subject.by() != null) {
      return subject.by();
    }
    var measure = subject.measure();
    boolean own = measure == null || measure == Measure.ANY || entry.kind() == KIND_OF_QUANTILES;
    if (own || (overTime() && measure != Measure.ALL)) {
      return entry.by();
    }
    return List.of();
  }

  private static final CatalogueEntry.Kind KIND_OF_QUANTILES = CatalogueEntry.Kind.HISTOGRAM;

  /// A window without labels makes average, max, min and percentiles go over time and not over
  /// series.
  private boolean overTime() {
    var measure = subject.measure();
    boolean may =
        measure == Measure.AVERAGE
            || measure == Measure.MAX
            || measure == Measure.MIN
            || measure == Measure.QUANTILE;
    return entry.kind() == CatalogueEntry.Kind.GAUGE
        && subject.windowMillis() > 0
        && subject.by() == null
        && may;
  }

  /// Returns the values after everything but [Measure#ANY] and [Measure#ALL].
  String expression() {
    return switch (entry.kind()) {
      case GAUGE -> gauge();
      case COUNTER -> aggregated(counter(entry.expr()));
      case HISTOGRAM -> histogram();
    };
  }

  private String gauge() {
    var measure = subject.measure();
    if (subject.windowMillis() == 0) {
      return aggregated(now());
    }
    var range = range(entry.expr(), subject.windowMillis());
    if (measure == Measure.QUANTILE) {
      return overTime()
          ? "quantile_over_time(" + number(subject.quantile()) + ", " + range + ")"
          : aggregated("avg_over_time(" + range + ")");
    }
    var function = measure == Measure.MAX || measure == Measure.MIN ? measure.operator() : "avg";
    var over = function + "_over_time(" + range + ")";
    return overTime() ? over : aggregated(over);
  }

  private String now() {
    if (offset.isEmpty()) {
      return entry.isMetric() ? entry.expr() : "(" + entry.expr() + ")";
    }
    return entry.isMetric()
        ? "(" + entry.expr() + offset + ")"
        : "last_over_time((" + entry.expr() + ")[5m:1m]" + offset + ")";
  }

  private String range(String metric, long windowMillis) {
    var window = Durations.print(windowMillis);
    return entry.isMetric()
        ? metric + "[" + window + "]" + offset
        : "(" + metric + ")[" + window + ":]" + offset;
  }

  private String counter(String metric) {
    boolean rate = change != Measure.INCREASE;
    return (rate ? "rate(" : "increase(") + range(metric, window(rate)) + ")";
  }

  private long window(boolean rate) {
    if (subject.windowMillis() > 0) {
      return subject.windowMillis();
    }
    if (entry.windowMillis() > 0) {
      return entry.windowMillis();
    }
    return rate ? RATE_WINDOW : INCREASE_WINDOW;
  }

  private String histogram() {
    if (change != null) {
      return aggregated(counter(entry.metric("_count")));
    }
    if (subject.measure() == Measure.AVERAGE) {
      return summed("_sum") + " / " + summed("_count");
    }
    double quantile = subject.measure() == Measure.QUANTILE ? subject.quantile() : entry.quantile();
    var rate = "rate(" + range(entry.metric("_bucket"), window(true)) + ")";
    var labels = labels();
    if (labels != null) {
      var all = new ArrayList<>(List.of("le"));
      all.addAll(labels);
      rate = "sum by (" + String.join(", ", all) + ") (" + rate + ")";
    }
    return "histogram_quantile(" + number(quantile) + ", " + rate + ")";
  }

  private String summed(String suffix) {
    var rate = "rate(" + range(entry.metric(suffix), window(true)) + ")";
    var labels = labels();
    return labels == null ? rate : "sum" + by(labels) + "(" + rate + ")";
  }

  private String aggregated(String values) {
    var measure = subject.measure();
    if (measure == null || measure == Measure.ANY) {
      var labels = labels();
      boolean isGauge = entry.kind() == CatalogueEntry.Kind.GAUGE;
      return isGauge || labels == null ? values : "sum" + by(labels) + "(" + values + ")";
    }
    if (measure == Measure.ALL) {
      return values;
    }
    var labels = subject.by() == null ? List.<String>of() : subject.by();
    var quantile = measure == Measure.QUANTILE ? number(subject.quantile()) + ", " : "";
    var expr = measure.operator() + by(labels) + "(" + quantile + values + ")";
    // Of nothing there are none, and not no answer.
    return measure == Measure.COUNT && labels.isEmpty() ? "(" + expr + " or vector(0))" : expr;
  }

  /// Returns ` by (a, b) `, or nothing where all is one.
  static String by(List<String> labels) {
    return labels.isEmpty() ? "" : " by (" + String.join(", ", labels) + ") ";
  }

  static String number(double value) {
    return GoFloat.f(value);
  }
}
