package io.tocsin.rules.send;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.Summary;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.List;
import java.util.function.IntSupplier;

/// Own metrics of sending, under the names that Prometheus gave them.
final class SendMetrics {
  private static final String LABEL = "alertmanager";

  private final Summary latency;
  private final Histogram latencyHistogram;
  final Counter errors;
  final Counter sent;
  final Counter dropped;
  final Gauge queueLength;

  SendMetrics(PrometheusRegistry registry, int queueMax, IntSupplier discovered) {
    latency =
        Summary.builder()
            .name("prometheus_notifications_latency_seconds")
            .help("How long Alertmanagers took to take alerts.")
            .quantile(0.5, 0.05)
            .quantile(0.9, 0.01)
            .quantile(0.99, 0.001)
            .labelNames(LABEL)
            .register(registry);
    latencyHistogram =
        Histogram.builder()
            .name("prometheus_notifications_latency_histogram_seconds")
            .help("How long Alertmanagers took to take alerts.")
            .classicUpperBounds(.01, .1, 1, 10)
            .labelNames(LABEL)
            .register(registry);
    errors = counter(registry, "errors", "Alerts of requests that failed.");
    sent = counter(registry, "sent", "Alerts that were sent.");
    dropped = counter(registry, "dropped", "Alerts that were not sent, or not taken.");
    queueLength =
        Gauge.builder()
            .name("prometheus_notifications_queue_length")
            .help("Alerts that wait to be sent.")
            .labelNames(LABEL)
            .register(registry);
    Gauge.builder()
        .name("prometheus_notifications_queue_capacity")
        .help("How many alerts may wait for one Alertmanager.")
        .register(registry)
        .set(queueMax);
    GaugeWithCallback.builder()
        .name("prometheus_notifications_alertmanagers_discovered")
        .help("Alertmanagers that alerts are sent to.")
        .callback(callback -> callback.call(discovered.getAsInt()))
        .register(registry);
  }

  private static Counter counter(PrometheusRegistry registry, String name, String help) {
    return Counter.builder()
        .name("prometheus_notifications_" + name + "_total")
        .help(help)
        .labelNames(LABEL)
        .register(registry);
  }

  /// Counts a request that was taken.
  void taken(String url, double seconds) {
    latency.labelValues(url).observe(seconds);
    latencyHistogram.labelValues(url).observe(seconds);
  }

  void begin(String url) {
    List.of(errors, sent, dropped).forEach(counter -> counter.initLabelValues(url));
    queueLength.initLabelValues(url);
  }

  void end(String url) {
    List.of(errors, sent, dropped).forEach(counter -> counter.remove(url));
    queueLength.remove(url);
    latency.remove(url);
    latencyHistogram.remove(url);
  }
}
