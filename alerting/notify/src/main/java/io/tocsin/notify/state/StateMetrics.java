package io.tocsin.notify.state;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tocsin.kit.Clock;
import io.tocsin.notify.Silence;
import java.util.ArrayList;
import java.util.List;

/// What is counted of the kept state, under Alertmanager's names: dashboards for it work here.
final class StateMetrics {
  private final PrometheusRegistry registry;
  private final List<Collector> collectors = new ArrayList<>();
  private final List<Counter> maintenances = new ArrayList<>();
  private final List<Counter> failures = new ArrayList<>();
  private final List<Gauge> sizes = new ArrayList<>();

  StateMetrics(PrometheusRegistry registry, SilenceStore silences, Clock clock) {
    this.registry = registry;
    add(
        GaugeWithCallback.builder()
            .name("alertmanager_silences")
            .help("How many silences by state.")
            .labelNames("state")
            .callback(to -> {
              long now = clock.millis();
              for (var state : Silence.State.values()) {
                long count =
                    silences.snapshot().list().stream()
                        .filter(silence -> silence.state(now) == state)
                        .count();
                to.call((double) count, state.text());
              }
            })
            .build());
    for (var part : List.of("silences", "nflog")) {
      var words = part.equals("nflog") ? "the notification log" : "silences";
      maintenances.add(
          counter(
              "alertmanager_" + part + "_maintenance_total",
              "How many maintenances were executed for " + words + "."));
      failures.add(
          counter(
              "alertmanager_" + part + "_maintenance_errors_total",
              "How many maintenances were executed for " + words + " that failed."));
      sizes.add(
          add(
              Gauge.builder()
                  .name("alertmanager_" + part + "_snapshot_size_bytes")
                  .help("Size of the last snapshot of " + words + " in bytes: both are one file.")
                  .build()));
    }
  }

  private Counter counter(String name, String help) {
    return add(Counter.builder().name(name).help(help).build());
  }

  private <T extends Collector> T add(T collector) {
    registry.register(collector);
    collectors.add(collector);
    return collector;
  }

  void maintained(long size) {
    maintenances.forEach(Counter::inc);
    sizes.forEach(gauge -> gauge.set((double) size));
  }

  void failed() {
    maintenances.forEach(Counter::inc);
    failures.forEach(Counter::inc);
  }

  void close() {
    collectors.forEach(registry::unregister);
  }
}
