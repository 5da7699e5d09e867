package io.tocsin.notify.dispatch;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tocsin.notify.IntegrationSpec;
import io.tocsin.notify.Outcome;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// What is counted of alerts and notifications, under Alertmanager's names: dashboards and rules
/// for it work here.
public final class NotifyMetrics {
  private final MetricSet set;
  private final LoadMetrics load;
  private final Counter received;
  private final Counter invalid;
  private final Counter limited;
  private final Counter begun;
  private final Counter failed;
  private final Counter requests;
  private final Counter requestsFailed;
  private final Counter suppressed;
  private final Counter notKept;
  private final Histogram latency;
  private final Gauge groups;

  /// @param counts the number of alerts by state, asked at each scrape
  public NotifyMetrics(PrometheusRegistry registry, Supplier<Map<String, Integer>> counts) {
    set = new MetricSet(registry);
    load = new LoadMetrics(set);
    received =
        set.counter("alerts_received_total", "The total number of received alerts.", "status");
    invalid =
        set.counter(
            "alerts_invalid_total", "The total number of received alerts that were invalid.");
    limited =
        set.counter(
            "alerts_limited_total",
            "Total number of alerts that were dropped due to per alert name limit.");
    begun =
        set.counter(
            "notifications_total", "The total number of attempted notifications.", "integration");
    failed =
        set.counter(
            "notifications_failed_total",
            "The total number of failed notifications.",
            "integration",
            "reason");
    requests =
        set.counter(
            "notification_requests_total",
            "The total number of attempted notification requests.",
            "integration");
    requestsFailed =
        set.counter(
            "notification_requests_failed_total",
            "The total number of failed notification requests.",
            "integration");
    suppressed =
        set.counter(
            "notifications_suppressed_total",
            "The total number of notifications suppressed for being silenced, inhibited, outside"
                + " of active time intervals or within muted time intervals.",
            "reason");
    notKept =
        set.add(
            Counter.builder()
                .name("tocsin_notify_log_failures_total")
                .help("Notifications that were delivered and could not be remembered on disk.")
                .build());
    latency = latency(set);
    groups = set.gauge("dispatcher_aggregation_groups", "Number of active aggregation groups.");
    showAlerts(counts);
    List.of("firing", "resolved").forEach(received::labelValues);
    List.of("inhibition", "silence", "active_time_interval", "mute_time_interval")
        .forEach(suppressed::labelValues);
  }

  private static Histogram latency(MetricSet set) {
    return set.add(
        Histogram.builder()
            .name(MetricSet.PREFIX + "notification_latency_seconds")
            .help("The latency of notifications in seconds.")
            .labelNames("integration")
            .classicOnly()
            .classicUpperBounds(1, 5, 10, 15, 20)
            .build());
  }

  private void showAlerts(Supplier<Map<String, Integer>> counts) {
    set.add(
        GaugeWithCallback.builder()
            .name(MetricSet.PREFIX + "alerts")
            .help("How many alerts by state.")
            .labelNames("state")
            .callback(to -> counts.get().forEach((state, count) -> to.call(count, state)))
            .build());
  }

  /// Counts an alert that was told.
  public void received(boolean resolved) {
    received.labelValues(resolved ? "resolved" : "firing").inc();
  }

  /// Counts an alert that was refused.
  public void invalid() {
    invalid.inc();
  }

  /// Counts an alert that was too many of its name.
  public void limited() {
    limited.inc();
  }

  void begun(IntegrationSpec spec) {
    begun.labelValues(spec.type()).inc();
  }

  void attempted(IntegrationSpec spec, long nanos, Outcome outcome) {
    requests.labelValues(spec.type()).inc();
    latency.labelValues(spec.type()).observe(nanos / 1e9);
    if (!(outcome instanceof Outcome.Delivered)) {
      requestsFailed.labelValues(spec.type()).inc();
    }
  }

  void failed(IntegrationSpec spec, Outcome.Reason reason) {
    failed.labelValues(spec.type(), reason.label()).inc();
  }

  void suppressed(String reason, int alerts) {
    if (alerts > 0) {
      suppressed.labelValues(reason).inc(alerts);
    }
  }

  void notKept() {
    notKept.inc();
  }

  void groups(int count) {
    groups.set(count);
  }

  /// Shows what is in force now; every series of its integrations begins at 0.
  public void loaded(Setup setup, long nowMillis) {
    load.loaded(setup, nowMillis);
    setup
        .integrations()
        .values()
        .forEach(list ->
            list.forEach(integration -> {
              var type = integration.spec().type();
              begun.labelValues(type);
              requests.labelValues(type);
              requestsFailed.labelValues(type);
              latency.labelValues(type);
              for (var reason : Outcome.Reason.values()) {
                failed.labelValues(type, reason.label());
              }
            }));
  }

  /// Shows that a configuration was refused.
  public void refused() {
    load.refused();
  }

  /// Takes everything out of the registry.
  public void close() {
    set.close();
  }
}
