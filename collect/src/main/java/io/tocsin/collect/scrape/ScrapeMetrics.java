package io.tocsin.collect.scrape;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tocsin.model.Appender.Outcome;
import java.util.Locale;

/// Own metrics of scraping.
final class ScrapeMetrics {
  final Counter scrapes;
  final Counter failures;
  final Counter samples;
  final Gauge targets;
  private final Counter refused;

  ScrapeMetrics(PrometheusRegistry registry) {
    scrapes =
        Counter.builder()
            .name("tocsin_collect_scrapes_total")
            .help("Scrapes that were begun.")
            .register(registry);
    failures =
        Counter.builder()
            .name("tocsin_collect_scrape_failures_total")
            .help("Scrapes that did not count: no answer, a bad one, or a limit.")
            .register(registry);
    samples =
        Counter.builder()
            .name("tocsin_collect_scrape_samples_total")
            .help("Samples that scrapes stored, their reports and staleness markers included.")
            .register(registry);
    refused =
        Counter.builder()
            .name("tocsin_collect_scrape_samples_refused_total")
            .help("Scraped samples that the store refused.")
            .labelNames("reason")
            .register(registry);
    targets =
        Gauge.builder()
            .name("tocsin_collect_targets")
            .help("Targets with a scrape loop.")
            .register(registry);
  }

  void refused(Outcome outcome) {
    refused.labelValues(outcome.name().toLowerCase(Locale.ROOT)).inc();
  }
}
