package io.tocsin.promql.cache;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.function.LongSupplier;

/// What the cache tells about itself.
final class CacheMetrics {
  final Counter hits;
  final Counter misses;
  final Counter evictions;

  CacheMetrics(PrometheusRegistry registry, LongSupplier bytes) {
    hits =
        Counter.builder()
            .name("tocsin_promql_cache_hits_total")
            .help("Range queries of which a kept answer had a part.")
            .register(registry);
    misses =
        Counter.builder()
            .name("tocsin_promql_cache_misses_total")
            .help("Range queries that could be kept, but were evaluated as a whole.")
            .register(registry);
    evictions =
        Counter.builder()
            .name("tocsin_promql_cache_evictions_total")
            .help("Kept answers that went for lack of room or use.")
            .register(registry);
    GaugeWithCallback.builder()
        .name("tocsin_promql_cache_bytes")
        .help("Memory of kept answers.")
        .callback(callback -> callback.call((double) bytes.getAsLong()))
        .register(registry);
  }
}
