package io.tocsin.api.live;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.function.IntSupplier;

/// Own metrics of live updates.
final class LiveMetrics {
  final Counter messages;
  final Counter refused;
  final Counter dropped;
  final Counter resets;

  LiveMetrics(PrometheusRegistry registry, IntSupplier streams) {
    GaugeWithCallback.builder()
        .name("tocsin_api_streams")
        .help("Clients that listen to live updates.")
        .callback(callback -> callback.call(streams.getAsInt()))
        .register(registry);
    messages =
        Counter.builder()
            .name("tocsin_api_stream_messages_total")
            .help("Live updates by topic, each told to all who listen.")
            .labelNames("topic")
            .register(registry);
    refused =
        Counter.builder()
            .name("tocsin_api_streams_refused_total")
            .help("Clients that were too many to listen.")
            .register(registry);
    dropped =
        Counter.builder()
            .name("tocsin_api_streams_dropped_total")
            .help("Clients that were too slow to listen, and were cut off.")
            .register(registry);
    resets =
        Counter.builder()
            .name("tocsin_api_stream_resets_total")
            .help("Clients that came back too late to hear what they had missed.")
            .register(registry);
  }
}
