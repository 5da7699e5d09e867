package io.tocsin.collect;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tocsin.collect.scrape.Pools;
import io.tocsin.kit.Clock;
import io.tocsin.model.Labels;
import io.tocsin.model.MetricMetadata;
import io.tocsin.model.SeriesStore;
import java.io.Closeable;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Scrapes the targets of a [PrometheusConfig] into a store. Safe for use by many threads.
///
/// Each target has a loop on a virtual thread. A changed configuration is swapped in as a whole:
/// loops of targets that are scraped as before go on undisturbed.
public final class Scraper implements TargetSource, Closeable {
  private final Pools pools;
  private final String externalHost;

  /// Begins with no targets.
  ///
  /// @param userAgent how scrapes introduce themselves, as in `Tocsin/0.1.0`
  /// @param externalHost what stands for loopback addresses in [TargetView#globalUrl]
  /// @param typeLabels whether series get the label `__type__`, where a `TYPE` comment says one
  public Scraper(
      SeriesStore store,
      Clock clock,
      PrometheusRegistry registry,
      ReadFiles files,
      String userAgent,
      String externalHost,
      boolean typeLabels) {
    this.pools = new Pools(store, clock, registry, files, userAgent, typeLabels);
    this.externalHost = externalHost;
  }

  /// Goes on with another configuration. The series of targets that are gone get their staleness
  /// markers at the time of their next scrape.
  public void apply(PrometheusConfig config) {
    pools.apply(config);
  }

  @Override
  public List<String> pools() {
    return pools.names();
  }

  @Override
  public List<TargetView> active() {
    return pools.active(externalHost);
  }

  @Override
  public Map<String, List<Labels>> dropped() {
    return pools.dropped();
  }

  @Override
  public Map<String, Integer> droppedCounts() {
    return pools.droppedCounts();
  }

  @Override
  public Map<String, MetricMetadata> metadata(TargetView target) {
    return pools.metadata(target);
  }

  @Override
  public @Nullable String poolText(String pool) {
    return pools.text(pool);
  }

  @Override
  public @Nullable List<RelabelStep> relabelSteps(String pool, Labels discovered) {
    return pools.relabelSteps(pool, discovered);
  }

  /// Ends all scrapes and waits for them. Series get no markers: they go on after the restart.
  @Override
  public void close() {
    pools.close();
  }
}
