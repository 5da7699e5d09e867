package io.tocsin.rules.condition;

import io.tocsin.kit.YamlNode;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a name of a condition stands for.
///
/// @param expr a metric, perhaps with matchers, or any PromQL expression
/// @param isMetric whether it is a metric, so that windows and offsets go behind it as it is
/// @param quantile of a histogram where a condition names none
/// @param by the labels that its values keep; null where every series stands for itself
/// @param windowMillis of rates, increases and histograms where a condition names none; 0 for the
///   usual ones
record CatalogueEntry(
    String expr,
    boolean isMetric,
    Kind kind,
    Unit unit,
    double quantile,
    @Nullable List<String> by,
    long windowMillis,
    String help) {
  private static final Pattern METRIC =
      Pattern.compile("[A-Za-z_:][A-Za-z0-9_:]*\\s*(\\{[^{}]*})?", Pattern.DOTALL);

  enum Kind {
    GAUGE,
    COUNTER,
    HISTOGRAM;

    String shown() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// Reads an entry: PromQL as a text, or a map with `metric` or `expr`.
  static CatalogueEntry read(YamlNode node) {
    if (node.kind() == YamlNode.Kind.TEXT) {
      var expr = node.text().strip();
      return checked(node, expr, METRIC.matcher(expr).matches(), Kind.GAUGE, unitOf(expr));
    }
    var section = node.section();
    boolean isMetric = section.has("metric");
    if (isMetric == section.has("expr")) {
      throw node.refusal(
          (isMetric ? "metric and expr" : "neither metric nor expr") + " (expected: one of them)");
    }
    var source = section.require(isMetric ? "metric" : "expr");
    var expr = source.text().strip();
    if (isMetric && !METRIC.matcher(expr).matches()) {
      throw source.refuse("a metric name, perhaps with {matchers}; other PromQL under expr");
    }
    boolean kindSaid = section.has("kind");
    var kind = kindSaid ? kind(section.require("kind")) : Kind.GAUGE;
    if (!isMetric && kind != Kind.GAUGE) {
      throw node.refusal(
          "kind " + kind.shown() + " (expected: metric instead of expr, for " + kind.shown() + ")");
    }
    if (isMetric && !kindSaid && name(expr).endsWith("_total")) {
      throw source.refusal(expr + " without kind (expected: kind: counter, or kind: gauge)");
    }
    var unit = section.has("unit") ? Unit.of(section.text("unit", "")) : unitOf(expr);
    double quantile = section.number("quantile", 0.95);
    if (!(quantile > 0 && quantile < 1)) {
      throw section.require("quantile").refuse("a number between 0 and 1");
    }
    var by = section.has("by") ? section.texts("by") : null;
    long window = section.durationMillis("window", 0);
    var help = section.text("help", "");
    section.done();
    return new CatalogueEntry(expr, isMetric, kind, unit, quantile, by, window, help);
  }

  /// Returns the entry of a metric that a table names with its type.
  static CatalogueEntry ofMetric(String metric, Kind kind) {
    return new CatalogueEntry(metric, true, kind, unitOf(metric), 0.95, null, 0, "");
  }

  private static CatalogueEntry checked(
      YamlNode node, String expr, boolean isMetric, Kind kind, Unit unit) {
    if (expr.isEmpty()) {
      throw node.refuse("a metric or PromQL");
    }
    if (isMetric && name(expr).endsWith("_total")) {
      throw node.refusal(
          expr + " without kind (expected: {metric: " + expr + ", kind: counter}, or kind: gauge)");
    }
    return new CatalogueEntry(expr, isMetric, kind, unit, 0.95, null, 0, "");
  }

  private static Kind kind(YamlNode node) {
    return switch (node.text().toLowerCase(Locale.ROOT)) {
      case "gauge" -> Kind.GAUGE;
      case "counter" -> Kind.COUNTER;
      case "histogram" -> Kind.HISTOGRAM;
      default -> throw node.refuse("gauge, counter or histogram");
    };
  }

  /// Returns the unit that a metric's name ends with, as the naming rules of metrics ask for.
  private static Unit unitOf(String expr) {
    var name = name(expr);
    if (name.endsWith("_total")) {
      name = name.substring(0, name.length() - "_total".length());
    }
    var last = name.substring(name.lastIndexOf('_') + 1);
    return switch (last) {
      case "seconds", "milliseconds", "bytes", "percent", "ratio" -> Unit.of(last);
      default -> Unit.COUNT;
    };
  }

  private static String name(String expr) {
    int brace = expr.indexOf('{');
    return (brace < 0 ? expr : expr.substring(0, brace)).strip();
  }

  /// Returns the metric with a suffix on its name and its matchers kept.
  String metric(String suffix) {
    var name = name(expr);
    return name + suffix + expr.substring(expr.indexOf(name) + name.length()).strip();
  }
}
