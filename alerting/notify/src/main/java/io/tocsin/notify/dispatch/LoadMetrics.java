package io.tocsin.notify.dispatch;

import io.prometheus.metrics.core.metrics.Gauge;
import java.util.List;

/// What is shown of the configuration in force.
final class LoadMetrics {
  private final Gauge receivers;
  private final Gauge integrations;
  private final Gauge rules;
  private final Gauge reloaded;
  private final Gauge reloadedAt;
  private final Gauge configHash;

  LoadMetrics(MetricSet set) {
    receivers = set.gauge("receivers", "Number of configured receivers.");
    integrations = set.gauge("integrations", "Number of configured integrations.");
    rules = set.gauge("inhibition_rules", "Number of configured inhibition rules.");
    reloaded =
        set.gauge(
            "config_last_reload_successful",
            "Whether the last configuration reload attempt was successful.");
    reloadedAt =
        set.gauge(
            "config_last_reload_success_timestamp_seconds",
            "Timestamp of the last successful configuration reload.");
    configHash =
        set.gauge("config_hash", "Hash of the currently loaded alertmanager configuration.");
  }

  void loaded(Setup setup, long nowMillis) {
    var config = setup.config();
    receivers.set(config.used().size());
    integrations.set(setup.integrations().values().stream().mapToInt(List::size).sum());
    rules.set(config.inhibitRules().size());
    reloaded.set(1);
    reloadedAt.set(nowMillis / 1000.0);
    configHash.set((double) Integer.toUnsignedLong(config.shown().hashCode()));
  }

  void refused() {
    reloaded.set(0);
  }
}
