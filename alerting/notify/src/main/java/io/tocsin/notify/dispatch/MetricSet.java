package io.tocsin.notify.dispatch;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.ArrayList;
import java.util.List;

/// Metrics under Alertmanager's names that leave the registry together.
final class MetricSet {
  static final String PREFIX = "alertmanager_";

  private final PrometheusRegistry registry;
  private final List<Collector> collectors = new ArrayList<>();

  MetricSet(PrometheusRegistry registry) {
    this.registry = registry;
  }

  Counter counter(String name, String help, String... labels) {
    return add(Counter.builder().name(PREFIX + name).help(help).labelNames(labels).build());
  }

  Gauge gauge(String name, String help) {
    return add(Gauge.builder().name(PREFIX + name).help(help).build());
  }

  <T extends Collector> T add(T collector) {
    registry.register(collector);
    collectors.add(collector);
    return collector;
  }

  void close() {
    collectors.forEach(registry::unregister);
  }
}
