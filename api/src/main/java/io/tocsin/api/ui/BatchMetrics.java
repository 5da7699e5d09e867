package io.tocsin.api.ui;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/// Own metrics of batches.
final class BatchMetrics {
  final Counter queries;
  final Counter shared;
  final Counter refused;
  final Counter abandoned;
  final Gauge running;

  BatchMetrics(PrometheusRegistry registry) {
    queries =
        Counter.builder()
            .name("tocsin_api_batch_queries_total")
            .help("Queries of batches that were answered, by outcome.")
            .labelNames("outcome")
            .register(registry);
    shared =
        Counter.builder()
            .name("tocsin_api_batch_shared_total")
            .help("Queries of batches that had the answer of an equal one.")
            .register(registry);
    refused =
        Counter.builder()
            .name("tocsin_api_batch_refused_total")
            .help("Batches that were malformed or too large.")
            .register(registry);
    abandoned =
        Counter.builder()
            .name("tocsin_api_batch_abandoned_total")
            .help("Batches whose client left before all was answered.")
            .register(registry);
    running =
        Gauge.builder()
            .name("tocsin_api_batches_running")
            .help("Batches that are being answered.")
            .register(registry);
  }
}
