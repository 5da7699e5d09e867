package io.tocsin.collect.write;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tocsin.model.Appender.Outcome;
import java.util.Locale;

/// What the remote-write receiver says of itself.
final class WriteMetrics {
  private final Counter requests;
  private final Counter bytes;
  private final Counter samples;
  private final Counter refused;
  private final Counter ignored;
  private final Counter misses;

  WriteMetrics(PrometheusRegistry registry, SeriesCache cache) {
    requests =
        Counter.builder()
            .name("tocsin_write_requests_total")
            .help("Remote-write requests by the status of their answer.")
            .labelNames("code")
            .register(registry);
    bytes =
        Counter.builder()
            .name("tocsin_write_received_bytes_total")
            .help("Compressed bytes of remote-write requests.")
            .register(registry);
    samples =
        Counter.builder()
            .name("tocsin_write_samples_total")
            .help("Samples of remote-write requests that were stored.")
            .register(registry);
    refused =
        Counter.builder()
            .name("tocsin_write_samples_refused_total")
            .help("Samples of remote-write requests that were refused, by reason.")
            .labelNames("reason")
            .register(registry);
    ignored =
        Counter.builder()
            .name("tocsin_write_ignored_total")
            .help("Parts of remote-write requests that are not stored, by kind.")
            .labelNames("kind")
            .register(registry);
    misses =
        Counter.builder()
            .name("tocsin_write_series_cache_misses_total")
            .help("Series of remote-write requests that were not in the cache.")
            .register(registry);
    CounterWithCallback.builder()
        .name("tocsin_write_series_cache_resets_total")
        .help("How often a part of the cache was full and started over.")
        .callback(callback -> callback.call((double) cache.resets()))
        .register(registry);
    GaugeWithCallback.builder()
        .name("tocsin_write_series_cache_entries")
        .help("Series in the cache.")
        .callback(callback -> callback.call(cache.entries()))
        .register(registry);
  }

  void answered(int code, int receivedBytes) {
    requests.labelValues(Integer.toString(code)).inc();
    bytes.inc(receivedBytes);
  }

  void walked(WriteRequest request) {
    misses.inc(request.misses());
    count(ignored, "metadata", request.metadata());
    count(ignored, "exemplar", request.exemplars());
    count(ignored, "histogram", request.histograms());
  }

  void stored(int count, Refusals refusals) {
    samples.inc(count);
    count(refused, "series", refusals.samplesOfBadSeries());
    for (var entry : refusals.samplesByOutcome().entrySet()) {
      count(refused, reason(entry.getKey()), entry.getValue());
    }
  }

  private static String reason(Outcome outcome) {
    return outcome.name().toLowerCase(Locale.ROOT);
  }

  private static void count(Counter counter, String label, int by) {
    if (by > 0) {
      counter.labelValues(label).inc(by);
    }
  }
}
