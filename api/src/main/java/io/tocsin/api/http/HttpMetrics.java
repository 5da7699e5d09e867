package io.tocsin.api.http;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/// What the HTTP surface counts.
public final class HttpMetrics {
  final Counter requests;
  final Histogram seconds;
  final Gauge inFlight;
  final Counter refused;
  final Counter abandoned;
  final Counter slow;

  public HttpMetrics(PrometheusRegistry registry) {
    requests =
        Counter.builder()
            .name("tocsin_http_requests_total")
            .help("Requests answered, by route and status code.")
            .labelNames("route", "code")
            .register(registry);
    seconds =
        Histogram.builder()
            .name("tocsin_http_request_duration_seconds")
            .help("Time from the end of a request's headers to the end of its answer.")
            .labelNames("route")
            .classicUpperBounds(0.001, 0.005, 0.025, 0.1, 0.5, 1, 5, 30, 120)
            .classicOnly()
            .register(registry);
    inFlight =
        Gauge.builder()
            .name("tocsin_http_requests_in_flight")
            .help("Requests that are being answered.")
            .register(registry);
    refused =
        Counter.builder()
            .name("tocsin_http_refused_total")
            .help("Requests refused at the door, by reason.")
            .labelNames("reason")
            .register(registry);
    abandoned =
        Counter.builder()
            .name("tocsin_http_abandoned_total")
            .help("Answers that ended before their last byte because the client had gone.")
            .register(registry);
    slow =
        Counter.builder()
            .name("tocsin_http_slow_clients_total")
            .help("Connections closed because the client took too long over a request.")
            .register(registry);
    for (var reason : new String[] {"host", "length", "origin", "user"}) {
      refused.initLabelValues(reason);
    }
  }
}
