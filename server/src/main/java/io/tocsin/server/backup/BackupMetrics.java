package io.tocsin.server.backup;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/// Counts backups.
final class BackupMetrics {
  final Counter sent;
  final Counter failed;
  final Gauge lastSent;

  BackupMetrics(PrometheusRegistry registry) {
    sent =
        Counter.builder()
            .name("tocsin_server_backups_sent_total")
            .help("Backups sent to their end.")
            .register(registry);
    failed =
        Counter.builder()
            .name("tocsin_server_backups_failed_total")
            .help("Backups that were begun and not sent to their end.")
            .register(registry);
    lastSent =
        Gauge.builder()
            .name("tocsin_server_backup_last_sent_timestamp_seconds")
            .help("When the last backup was sent to its end, 0 for not since the start.")
            .register(registry);
  }
}
