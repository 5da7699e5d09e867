package io.tocsin.promql;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/// What the engine tells about itself.
final class PromqlMetrics {
  private static final double NANOS_PER_SECOND = 1e9;

  private final Counter queries;
  private final Counter samples;
  private final Counter slow;
  private final Histogram duration;
  private final Gauge running;
  private final Gauge waiting;

  PromqlMetrics(PrometheusRegistry registry) {
    queries =
        Counter.builder()
            .name("tocsin_promql_queries_total")
            .help("Queries that ended, by outcome.")
            .labelNames("outcome")
            .register(registry);
    samples =
        Counter.builder()
            .name("tocsin_promql_samples_total")
            .help("Samples that queries looked at.")
            .register(registry);
    slow =
        Counter.builder()
            .name("tocsin_promql_slow_queries_total")
            .help("Queries that the log names for how long they took.")
            .register(registry);
    duration =
        Histogram.builder()
            .name("tocsin_promql_query_duration_seconds")
            .help("Time from the arrival of a query to its value.")
            .classicUpperBounds(0.001, 0.005, 0.025, 0.1, 0.5, 2.5, 10, 60)
            .classicOnly()
            .register(registry);
    running =
        Gauge.builder()
            .name("tocsin_promql_queries_running")
            .help("Queries being evaluated now.")
            .register(registry);
    waiting =
        Gauge.builder()
            .name("tocsin_promql_queries_waiting")
            .help("Queries waiting for others to end.")
            .register(registry);
  }

  void waits() {
    waiting.inc();
  }

  void starts() {
    waiting.dec();
    running.inc();
  }

  void givesUp() {
    waiting.dec();
  }

  Counter slow() {
    return slow;
  }

  void leaves() {
    running.dec();
  }

  void ends(String outcome, long nanos, long samplesRead) {
    queries.labelValues(outcome).inc();
    samples.inc(samplesRead);
    duration.observe(nanos / NANOS_PER_SECOND);
  }
}
