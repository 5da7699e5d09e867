package io.tocsin.notify.events;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/// The numbers of the events that are kept.
public final class EventMetrics {
  private final PrometheusRegistry registry;
  private final Counter added;
  private final Counter forgotten;
  private final Gauge kept;
  private final Counter told;

  public EventMetrics(PrometheusRegistry registry) {
    this.registry = registry;
    added =
        Counter.builder()
            .name("tocsin_notify_events_added_total")
            .help("Events that told something new.")
            .register(registry);
    forgotten =
        Counter.builder()
            .name("tocsin_notify_events_forgotten_total")
            .help("Events that went because of their age or number.")
            .register(registry);
    kept =
        Gauge.builder()
            .name("tocsin_notify_events_kept")
            .help("Events that are kept.")
            .register(registry);
    told =
        Counter.builder()
            .name("events_total")
            .help("Events by kind and source, counted on over restarts.")
            .labelNames("kind", "source")
            .register(registry);
  }

  /// Counts events of one kind and source.
  void told(EventCounts.Key key, long count) {
    told.labelValues(key.kind(), key.source()).inc(count);
  }

  void added(int count) {
    added.inc(count);
  }

  void forgotten(int count) {
    forgotten.inc(count);
  }

  void kept(int count) {
    kept.set(count);
  }

  void close() {
    registry.unregister(added);
    registry.unregister(forgotten);
    registry.unregister(kept);
    registry.unregister(told);
  }
}
