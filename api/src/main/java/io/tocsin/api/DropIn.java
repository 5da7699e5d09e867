package io.tocsin.api;

import io.prometheus.metrics.model.registry.PrometheusRegistry;

/// A server that stands in for an Alertmanager and serves nothing else.
///
/// @param gets how many GET requests are answered at a time at most; more get 503
public record DropIn(
    AlertingParts alerting, Lifecycle lifecycle, PrometheusRegistry metrics, int gets) {
  public DropIn {
    if (gets < 1) {
      throw new IllegalArgumentException("get concurrency: " + gets + " (expected: > 0)");
    }
  }
}
