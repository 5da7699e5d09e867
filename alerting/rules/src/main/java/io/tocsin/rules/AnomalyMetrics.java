package io.tocsin.rules;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Summary;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.HashSet;
import java.util.Set;

/// Own metrics of anomaly rules, by rule. For one thread at a time.
final class AnomalyMetrics {
  private static final String LABEL = "rule";
  private static final double NANOS = 1e9;

  private final Counter evaluations;
  private final Counter failures;
  private final Summary duration;
  private final Gauge series;
  private final Gauge anomalous;
  private final Gauge last;
  private final Set<String> known = new HashSet<>();

  AnomalyMetrics(PrometheusRegistry registry) {
    evaluations = counter(registry, "evaluations", "Evaluations of an anomaly rule.");
    failures = counter(registry, "evaluation_failures", "Those that wrote no bands.");
    duration =
        Summary.builder()
            .name("tocsin_rules_anomaly_evaluation_duration_seconds")
            .help("How long evaluations took.")
            .labelNames(LABEL)
            .register(registry);
    series = gauge(registry, "series", "Series that have a band.");
    anomalous = gauge(registry, "anomalous_series", "Series that are outside of their band.");
    last = gauge(registry, "last_evaluation_timestamp_seconds", "When bands were written last.");
  }

  private static Counter counter(PrometheusRegistry registry, String name, String help) {
    return Counter.builder()
        .name("tocsin_rules_anomaly_" + name + "_total")
        .help(help)
        .labelNames(LABEL)
        .register(registry);
  }

  private static Gauge gauge(PrometheusRegistry registry, String name, String help) {
    return Gauge.builder()
        .name("tocsin_rules_anomaly_" + name)
        .help(help)
        .labelNames(LABEL)
        .register(registry);
  }

  /// What an evaluation came to.
  record Result(int series, int anomalous, long timeMillis) {}

  void evaluated(String rule, long startNanos) {
    known.add(rule);
    evaluations.labelValues(rule).inc();
    failures.labelValues(rule);
    duration.labelValues(rule).observe((System.nanoTime() - startNanos) / NANOS);
  }

  void wrote(String rule, Result result) {
    series.labelValues(rule).set(result.series());
    anomalous.labelValues(rule).set(result.anomalous());
    last.labelValues(rule).set(result.timeMillis() / 1_000.0);
  }

  void failed(String rule) {
    failures.labelValues(rule).inc();
  }

  /// Forgets rules that are no more.
  void keep(Set<String> rules) {
    for (var gone : known) {
      if (!rules.contains(gone)) {
        evaluations.remove(gone);
        failures.remove(gone);
        duration.remove(gone);
        series.remove(gone);
        anomalous.remove(gone);
        last.remove(gone);
      }
    }
    known.retainAll(rules);
  }
}
