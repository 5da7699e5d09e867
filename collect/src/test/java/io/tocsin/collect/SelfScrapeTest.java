package io.tocsin.collect;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tocsin.collect.fixture.MemoryStore;
import io.tocsin.collect.host.SampleSink;
import io.tocsin.collect.host.SelfTarget;
import io.tocsin.model.Labels;
import io.tocsin.model.MetricType;
import io.tocsin.model.StaleNan;
import io.tocsin.testkit.ManualClock;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

final class SelfScrapeTest {
  private static final long START = 1_700_000_000_000L;
  private static final Labels TARGET = Labels.of("job", "node", "instance", "a");

  private final MemoryStore store = new MemoryStore();
  private final ManualClock clock = new ManualClock(START);

  @Test
  void hostAndProcessAreThereAtOnceAndEveryTenSeconds() throws InterruptedException {
    var settings = new SelfScrape.Settings("web-1", "production", "shop");
    try (var scrape = new SelfScrape(store, clock, new PrometheusRegistry(), settings)) {
      scrape.start();
      store.awaitCommits(2);
      clock.awaitSleepers(1);
      clock.advance(Duration.ofSeconds(10));
      store.awaitCommits(4);

      assertThat(scrape.pools()).containsExactly("node", "tocsin");
      assertThat(scrape.active()).allMatch(view -> view.health() == TargetHealth.UP);
      assertThat(scrape.metadata(scrape.active().getFirst())).containsKey("node_load1");
    }

    for (var job : new String[] {"node", "tocsin"}) {
      assertThat(store.samples(series("up", job))).containsOnlyKeys(START, START + 10_000);
      assertThat(store.samples(series("up", job))).containsEntry(START, 1.0);
    }
    assertThat(store.samples(series("node_load1", "node"))).hasSize(2);
    assertThat(store.samples(series("process_start_time_seconds", "tocsin"))).hasSize(2);
    assertThat(store.series())
        .filteredOn(labels -> labels.metricName().startsWith("node_"))
        .hasSizeGreaterThan(150);
    assertThat(store.series())
        .anyMatch(labels -> labels.metricName().startsWith("jvm_memory_used_bytes"));
    assertThat(store.openGroups()).isZero();
  }

  private static Labels series(String name, String job) {
    return Labels.of(
        Labels.NAME,
        name,
        "job",
        job,
        "instance",
        "web-1",
        "environment",
        "production",
        "service",
        "shop");
  }

  @Test
  void aSeriesThatWentAwayEndsWithAStalenessMarker() throws IOException {
    boolean[] there = {true};
    try (var target = target(sink -> emit(sink, there[0]))) {
      target.pass(START);
      there[0] = false;
      target.pass(START + 10_000);
      target.pass(START + 20_000);
    }

    var samples = store.samples(labelled("m"));
    assertThat(samples).containsOnlyKeys(START, START + 10_000).containsEntry(START, 1.0);
    assertThat(StaleNan.is(samples.get(START + 10_000))).isTrue();
    assertThat(store.samples(labelled("scrape_samples_scraped"))).containsEntry(START, 1.0);
    assertThat(store.samples(labelled("scrape_series_added")).values())
        .containsExactly(1.0, 0.0, 0.0);
  }

  private static void emit(SampleSink sink, boolean there) {
    if (there) {
      sink.family("m", MetricType.GAUGE, "help");
      sink.sample("m", 1);
    }
  }

  @Test
  void ownLabelsNamedAsATargetsAreKeptAside() throws IOException {
    try (var target = target(sink -> sink.sample("m", 1, "job", "mine"))) {
      target.pass(START);
    }

    assertThat(store.samples(labelled("m").with("exported_job", "mine"))).hasSize(1);
  }

  @Test
  void aCollectorThatFailsIsDownAndItsSeriesEnd() throws IOException {
    boolean[] fails = {false};
    Consumer<SampleSink> collector =
        sink -> {
          sink.sample("m", 1);
          if (fails[0]) {
            throw new IllegalStateException("broken sensor");
          }
        };
    try (var target = target(collector)) {
      target.pass(START);
      fails[0] = true;
      target.pass(START + 10_000);

      assertThat(target.view().health()).isEqualTo(TargetHealth.DOWN);
      assertThat(target.view().lastError()).isEqualTo("broken sensor");
    }

    assertThat(store.samples(labelled("up")).values()).containsExactly(1.0, 0.0);
    assertThat(StaleNan.is(store.samples(labelled("m")).get(START + 10_000))).isTrue();
  }

  @Test
  void aDroppedSeriesIsMadeAgainAndALimitRefusesNewOnesOnly() throws IOException {
    String[] name = {"m"};
    try (var target = target(sink -> sink.sample(name[0], 1))) {
      target.pass(START);
      store.drop(labelled("m"));
      assertThat(target.pass(START + 10_000)).isZero();
      assertThat(store.samples(labelled("m"))).hasSize(1);

      store.limitSeries(1);
      name[0] = "n";
      assertThat(target.pass(START + 20_000)).isEqualTo(1);
      assertThat(store.samples(labelled("up"))).hasSize(3);
    }
  }

  private SelfTarget target(Consumer<SampleSink> collector) {
    return new SelfTarget(store, clock, TARGET, collector, 10_000);
  }

  private static Labels labelled(String name) {
    return TARGET.with(Labels.NAME, name);
  }
}
