package io.tocsin.collect.write;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Locale;

/// What the remote-write receiver says of itself.
final class WriteMetrics {
  private final Counter requests;
  private final Counter bytes;
  private final Counter samples;
  private final Counter refused;
  private final Counter exemplars;
  private final Counter metadata;
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
    exemplars =
        Counter.builder()
            .name("tocsin_write_exemplars_total")
            .help("Exemplars of remote-write requests, by what became of them.")
            .labelNames("outcome")
            .register(registry);
    metadata =
        Counter.builder()
            .name("tocsin_write_metadata_total")
            .help("Metadata of remote-write requests, by what became of it.")
            .labelNames("outcome")
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
    var side = request.side();
    count(metadata, "accepted", side.metadataAccepted());
    count(metadata, "refused", side.metadataRefused());
    count(exemplars, "bad_labels", side.exemplarsWithBadLabels());
    side.exemplars().forEach((outcome, by) -> count(exemplars, text(outcome), by));
  }

  void stored(int count, Refusals refusals) {
    samples.inc(count);
    count(refused, "series", refusals.samplesOfBadSeries());
    count(refused, "bad_histogram", refusals.badHistograms());
    refusals.samplesByOutcome().forEach((outcome, by) -> count(refused, text(outcome), by));
  }

  private static String text(Enum<?> outcome) {
    return outcome.name().toLowerCase(Locale.ROOT);
  }

  private static void count(Counter counter, String label, int by) {
    if (by > 0) {
      counter.labelValues(label).inc(by);
    }
  }
}
