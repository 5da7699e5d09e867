package io.tocsin.notify.receivers;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/// What the outbox and the digests count.
public final class OutboxMetrics {
  private final Gauge entries;
  private final Gauge bytes;
  private final Counter dropped;
  private final Counter failed;
  private final Counter digestDropped;

  public OutboxMetrics(PrometheusRegistry registry) {
    entries =
        Gauge.builder()
            .name("tocsin_notify_outbox_entries")
            .help("Notifications in the outbox.")
            .register(registry);
    bytes =
        Gauge.builder()
            .name("tocsin_notify_outbox_bytes")
            .help("Their size, about.")
            .register(registry);
    dropped =
        Counter.builder()
            .name("tocsin_notify_outbox_dropped_total")
            .help("Notifications that left the outbox to make room.")
            .register(registry);
    failed =
        Counter.builder()
            .name("tocsin_notify_outbox_write_failures_total")
            .help("Notifications that could not be written to disk.")
            .register(registry);
    digestDropped =
        Counter.builder()
            .name("tocsin_notify_digest_dropped_total")
            .help("Alerts that a digest had no room for.")
            .register(registry);
  }

  void kept(int count, long size) {
    entries.set(count);
    bytes.set((double) size);
  }

  void dropped() {
    dropped.inc();
  }

  void failed() {
    failed.inc();
  }

  void digestDropped() {
    digestDropped.inc();
  }
}
