package io.tocsin.collect.exposition;

import io.tocsin.collect.MetricsCheck.Problem;
import io.tocsin.model.MetricType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// The rules of good metrics (names, units, suffixes, help), judged over one body. For one thread.
public final class MetricsLint {
  private static final Pattern CAMEL_CASE = Pattern.compile("[a-z][A-Z]");

  private final TextParser parser;
  private final Map<String, LintFamily> families = new HashMap<>();
  private final List<Problem> problems = new ArrayList<>();

  public MetricsLint(byte[] body) {
    this.parser = new TextParser(body);
  }

  /// Returns the broken rules, sorted by metric and text.
  ///
  /// @throws ExpositionException if the body cannot be read, or describes a metric twice
  public List<Problem> problems() {
    read();
    for (var family : families.values()) {
      if (family.isSampled()) {
        judge(family);
      }
    }
    problems.sort(Comparator.comparing(Problem::metric).thenComparing(Problem::text));
    return List.copyOf(problems);
  }

  private void read() {
    while (parser.next()) {
      switch (parser.kind()) {
        case SERIES -> {
          var labels = parser.labels();
          family(labels.metricName()).sample(labels);
        }
        case HELP -> {
          if (!exact(parser.name()).describe(parser.text())) {
            throw parser.error("second HELP line for metric name \"" + parser.name() + "\"");
          }
        }
        case TYPE -> {
          if (!exact(parser.name()).type(parser.type())) {
            throw parser.error(
                "second TYPE line for metric name \""
                    + parser.name()
                    + "\", or TYPE reported after samples");
          }
        }
        case UNIT, COMMENT -> {}
      }
    }
  }

  private LintFamily exact(String name) {
    var known = families.get(name);
    if (known != null) {
      return known;
    }
    var made = new LintFamily(name);
    families.put(name, made);
    return made;
  }

  /// Returns the family that a series belongs to: the parts of histograms and summaries carry
  /// suffixes.
  private LintFamily family(String series) {
    for (var suffix : new String[] {"_bucket", "_count", "_sum"}) {
      if (series.endsWith(suffix) && !families.containsKey(series)) {
        var found = families.get(series.substring(0, series.length() - suffix.length()));
        if (found != null && hasPart(found.type(), suffix)) {
          return found;
        }
      }
    }
    return exact(series);
  }

  private static boolean hasPart(MetricType type, String suffix) {
    return type == MetricType.HISTOGRAM
        || (type == MetricType.SUMMARY && !suffix.equals("_bucket"));
  }

  private void judge(LintFamily family) {
    report(family, family.help().isEmpty(), "no help text");
    report(family, family.isRepeated(), "metric not unique");
    judgeUnits(family);
    judgeSuffixes(family);
    judgeWords(family);
  }

  private void judgeUnits(LintFamily family) {
    var unit = LintUnits.find(family.name());
    report(
        family,
        !unit.isBase(),
        "use base unit \"" + unit.base() + "\" instead of \"" + unit.name() + "\"");
    report(
        family,
        LintUnits.isAbbreviated(family.name()),
        "metric names should not contain abbreviated units");
  }

  private void judgeSuffixes(LintFamily family) {
    var type = family.type();
    boolean total = family.name().endsWith("_total");
    if (type == MetricType.UNKNOWN) {
      return;
    }
    boolean counter = type == MetricType.COUNTER;
    report(family, counter && !total, "counter metrics should have \"_total\" suffix");
    report(family, !counter && total, "non-counter metrics should not have \"_total\" suffix");
    boolean histogram = type == MetricType.HISTOGRAM;
    boolean summary = type == MetricType.SUMMARY;
    report(
        family,
        !histogram && family.name().endsWith("_bucket"),
        "non-histogram metrics should not have \"_bucket\" suffix");
    for (var suffix : new String[] {"_count", "_sum"}) {
      report(
          family,
          !histogram && !summary && family.name().endsWith(suffix),
          "non-histogram and non-summary metrics should not have \"" + suffix + "\" suffix");
    }
    report(
        family,
        !histogram && family.labelNames().contains("le"),
        "non-histogram metrics should not have \"le\" label");
    report(
        family,
        !summary && family.labelNames().contains("quantile"),
        "non-summary metrics should not have \"quantile\" label");
  }

  private void judgeWords(LintFamily family) {
    var lower = family.name().toLowerCase(Locale.ROOT);
    var word = family.type().text();
    boolean named =
        family.type() != MetricType.UNKNOWN
            && (lower.contains("_" + word + "_") || lower.endsWith("_" + word));
    report(family, named, "metric name should not include type '" + word + "'");
    report(family, family.name().indexOf(':') >= 0, "metric names should not contain ':'");
    report(
        family,
        CAMEL_CASE.matcher(family.name()).find(),
        "metric names should be written in 'snake_case' not 'camelCase'");
    report(
        family,
        family.labelNames().stream().anyMatch(name -> CAMEL_CASE.matcher(name).find()),
        "label names should be written in 'snake_case' not 'camelCase'");
  }

  private void report(LintFamily family, boolean broken, String text) {
    if (broken) {
      problems.add(new Problem(family.name(), text));
    }
  }
}
