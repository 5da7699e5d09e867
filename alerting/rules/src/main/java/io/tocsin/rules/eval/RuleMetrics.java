package io.tocsin.rules.eval;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.Summary;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.List;

/// Own metrics of rules, under the names that Prometheus gave them.
public final class RuleMetrics {
  private static final double[] BOUNDS = {.01, .1, 1, 10};

  final Counter expansions;
  final Counter expansionFailures;
  final Counter iterationsMissed;
  final Counter iterations;
  final Counter evaluations;
  final Counter failures;
  final Gauge interval;
  final Gauge lastEvaluation;
  final Gauge lastDuration;
  final Gauge lastRuleSum;
  final Gauge lastRestore;
  final Gauge rules;
  final Gauge samples;
  private final Summary evaluation;
  private final Summary iteration;
  private final Histogram evaluationHistogram;
  private final Histogram iterationHistogram;
  private final PrometheusRegistry registry;

  public RuleMetrics(PrometheusRegistry registry) {
    this.registry = registry;
    var evaluated = "The duration for a rule to execute.";
    evaluation = summary("evaluation_duration_seconds", evaluated);
    evaluationHistogram = histogram("evaluation_duration_histogram_seconds", evaluated);
    var iterated = "The duration of rule group evaluations.";
    iteration = summary("group_duration_seconds", iterated);
    iterationHistogram = histogram("group_duration_histogram_seconds", iterated);
    expansions = expansions("expansions", "Templates of alerts that were filled in.");
    expansionFailures =
        expansions("expansion_failures", "Templates of alerts that could not be filled in.");
    iterationsMissed =
        counter("group_iterations_missed", "Evaluations of a group that were missed: it was slow.");
    iterations = counter("group_iterations", "Evaluations of a group that were due.");
    evaluations = counter("evaluations", "Evaluations of rules.");
    failures = counter("evaluation_failures", "Evaluations of rules that failed.");
    interval = gauge("interval_seconds", "The interval of a group.");
    lastEvaluation = gauge("last_evaluation_timestamp_seconds", "When a group was evaluated last.");
    lastDuration = gauge("last_duration_seconds", "How long a group's last evaluation took.");
    lastRuleSum =
        gauge(
            "last_rule_duration_sum_seconds",
            "How long the rules of a group took last, added up; more than the group took where"
                + " they were evaluated beside each other.");
    lastRestore =
        gauge("last_restore_duration_seconds", "How long it took to take up a group's alerts.");
    rules = gauge("rules", "The rules of a group.");
    samples = gauge("last_evaluation_samples", "The samples of a group's last evaluation.");
  }

  private Summary summary(String name, String help) {
    return Summary.builder()
        .name("prometheus_rule_" + name)
        .help(help)
        .quantile(0.5, 0.05)
        .quantile(0.9, 0.01)
        .quantile(0.99, 0.001)
        .register(registry);
  }

  private Histogram histogram(String name, String help) {
    return Histogram.builder()
        .name("prometheus_rule_" + name)
        .help(help)
        .classicUpperBounds(BOUNDS)
        .register(registry);
  }

  private Counter expansions(String name, String help) {
    return Counter.builder()
        .name("prometheus_template_text_" + name + "_total")
        .help(help)
        .register(registry);
  }

  /// Counts the evaluation of a rule.
  void evaluated(double seconds) {
    evaluation.observe(seconds);
    evaluationHistogram.observe(seconds);
  }

  /// Counts the evaluation of a group.
  void iterated(double seconds) {
    iteration.observe(seconds);
    iterationHistogram.observe(seconds);
  }

  private Counter counter(String name, String help) {
    return Counter.builder()
        .name("prometheus_rule_" + name + "_total")
        .help(help)
        .labelNames("rule_group")
        .register(registry);
  }

  private Gauge gauge(String name, String help) {
    return Gauge.builder()
        .name("prometheus_rule_group_" + name)
        .help(help)
        .labelNames("rule_group")
        .register(registry);
  }

  /// Shows a group with zeroes before its first evaluation.
  void begin(String group, double intervalSeconds, int ruleCount) {
    for (var counter : List.of(iterationsMissed, iterations, evaluations, failures)) {
      counter.initLabelValues(group);
    }
    for (var gauge : List.of(lastEvaluation, lastDuration, lastRuleSum, samples)) {
      gauge.initLabelValues(group);
    }
    interval.labelValues(group).set(intervalSeconds);
    rules.labelValues(group).set(ruleCount);
  }

  /// Forgets a group that is gone.
  public void end(String group) {
    for (var counter : List.of(iterationsMissed, iterations, evaluations, failures)) {
      counter.remove(group);
    }
    for (var gauge :
        List.of(interval, lastEvaluation, lastDuration, lastRuleSum, lastRestore, rules, samples)) {
      gauge.remove(group);
    }
  }
}
