package io.tocsin.catalog;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.function.LongSupplier;

/// What the catalog tells about itself.
final class CatalogMetrics {
  final Counter reads;
  final Counter failures;
  final Histogram writes;

  CatalogMetrics(PrometheusRegistry registry, LongSupplier bytes) {
    reads =
        Counter.builder()
            .name("tocsin_catalog_reads_total")
            .help("Tasks that read the catalog.")
            .register(registry);
    failures =
        Counter.builder()
            .name("tocsin_catalog_failures_total")
            .help("Tasks that the catalog could not do, by kind.")
            .labelNames("kind")
            .register(registry);
    writes =
        Histogram.builder()
            .name("tocsin_catalog_write_seconds")
            .help("Time of tasks that changed the catalog, with the wait for others and the disk.")
            .classicUpperBounds(0.001, 0.005, 0.025, 0.1, 0.5, 2.5, 10)
            .register(registry);
    GaugeWithCallback.builder()
        .name("tocsin_catalog_size_bytes")
        .help("Size of the catalog's file.")
        .callback(sample -> sample.call((double) bytes.getAsLong()))
        .register(registry);
  }
}
