package io.tocsin.collect.scrape;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tocsin.collect.PrometheusConfig;
import io.tocsin.collect.ReadFiles;
import io.tocsin.collect.Scraper;
import io.tocsin.collect.TargetView;
import io.tocsin.collect.fixture.MemoryStore;
import io.tocsin.model.Labels;
import io.tocsin.testkit.ManualClock;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;

/// A scraper whose time stands still until the test turns it, and one target.
final class ScrapeFixture implements Closeable {
  static final long START = 1_700_000_000_000L;

  final TestTarget target = new TestTarget();
  final MemoryStore store = new MemoryStore();
  final ManualClock clock = new ManualClock(START);
  final Scraper scraper;

  ScrapeFixture() throws IOException {
    this(false);
  }

  ScrapeFixture(boolean typeLabels) throws IOException {
    var registry = new PrometheusRegistry();
    scraper =
        new Scraper(store, clock, registry, ReadFiles.disk(), "Tocsin/test", "outside", typeLabels);
  }

  /// Begins with one pool `job`; `keys` are YAML in flow style, empty or ending with a comma.
  void apply(String keys) {
    applyFile(
        "scrape_configs: [{job_name: job, scrape_interval: 10s, "
            + keys
            + " static_configs: [{targets: [\""
            + target.address()
            + "\"]}]}]");
  }

  void applyFile(String text) {
    scraper.apply(PrometheusConfig.parse("p.yml", text, ReadFiles.disk()));
  }

  /// Lets one interval pass and waits for the scrape to be stored; returns its time.
  long scrape() throws InterruptedException {
    int before = store.commits();
    clock.awaitSleepers(1);
    clock.advance(Duration.ofSeconds(10));
    long now = clock.millis();
    await(() -> store.commits() > before && only().lastScrapeMillis() == now);
    return now;
  }

  TargetView only() {
    return scraper.active().getFirst();
  }

  Labels labels(String name, String... more) {
    var builder = Labels.of("__name__", name, "job", "job", "instance", target.address()).builder();
    for (int i = 0; i < more.length; i += 2) {
      builder.set(more[i], more[i + 1]);
    }
    return builder.build();
  }

  Map<Long, Double> samples(String name, String... more) {
    return store.samples(labels(name, more));
  }

  static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + 10_000_000_000L;
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("the condition in time").isLessThan(deadline);
      Thread.yield();
    }
  }

  @Override
  public void close() throws IOException {
    scraper.close();
    target.close();
  }
}
