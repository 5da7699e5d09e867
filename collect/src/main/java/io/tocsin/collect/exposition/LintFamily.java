package io.tocsin.collect.exposition;

import io.tocsin.model.Labels;
import io.tocsin.model.MetricType;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/// What one metric family of a body showed, for the rules to judge.
final class LintFamily {
  private final String name;
  private final Set<Labels> samples = new HashSet<>();
  private final Set<String> labelNames = new TreeSet<>();
  private MetricType type = MetricType.UNKNOWN;
  private boolean described;
  private boolean typed;
  private boolean sampled;
  private boolean repeated;
  private String help = "";

  LintFamily(String name) {
    this.name = name;
  }

  /// Takes the help text; false where there was one.
  boolean describe(String text) {
    boolean first = !described;
    described = true;
    help = text;
    return first;
  }

  /// Takes the type; false where there was one, or a sample.
  boolean type(MetricType named) {
    boolean first = !typed && !sampled;
    typed = true;
    type = named;
    return first;
  }

  void sample(Labels labels) {
    sampled = true;
    repeated |= !samples.add(labels);
    for (var label : labels) {
      boolean structural =
          (type == MetricType.HISTOGRAM && label.name().equals("le"))
              || (type == MetricType.SUMMARY && label.name().equals("quantile"));
      if (!label.name().equals(Labels.NAME) && !structural) {
        labelNames.add(label.name());
      }
    }
  }

  String name() {
    return name;
  }

  MetricType type() {
    return type;
  }

  String help() {
    return help;
  }

  boolean isSampled() {
    return sampled;
  }

  /// Tells whether a series came twice.
  boolean isRepeated() {
    return repeated;
  }

  Set<String> labelNames() {
    return labelNames;
  }
}
