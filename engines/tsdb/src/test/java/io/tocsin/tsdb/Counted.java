package io.tocsin.tsdb;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;

/// Reads the store's own counters.
final class Counted {
  private Counted() {}

  /// @param name without `_total`
  /// @param reason the only label's value; empty where there is none
  static double value(PrometheusRegistry registry, String name, String reason) {
    for (var snapshot : registry.scrape()) {
      if (snapshot.getMetadata().getName().equals(name)
          && snapshot instanceof CounterSnapshot counter) {
        for (var point : counter.getDataPoints()) {
          var labels = point.getLabels();
          if (reason.isEmpty() ? labels.isEmpty() : labels.getValue(0).equals(reason)) {
            return point.getValue();
          }
        }
      }
    }
    throw new AssertionError("no counter " + name + " " + reason);
  }
}
