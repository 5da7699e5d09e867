package io.tocsin.collect.host;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/// What the collection of own and host metrics says of itself.
public final class SelfMetrics {
  private final Counter passes;
  private final Counter failures;
  private final Counter refused;

  public SelfMetrics(PrometheusRegistry registry) {
    passes =
        Counter.builder()
            .name("tocsin_collect_self_passes_total")
            .help("Passes over own and host metrics.")
            .register(registry);
    failures =
        Counter.builder()
            .name("tocsin_collect_self_failures_total")
            .help("Passes over own and host metrics that could not be stored.")
            .register(registry);
    refused =
        Counter.builder()
            .name("tocsin_collect_self_samples_refused_total")
            .help("Own and host samples that the store did not take.")
            .register(registry);
  }

  public void passed(int samplesRefused) {
    passes.inc();
    refused.inc(samplesRefused);
  }

  public void failed() {
    passes.inc();
    failures.inc();
  }
}
