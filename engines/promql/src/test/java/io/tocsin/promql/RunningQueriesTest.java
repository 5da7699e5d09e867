package io.tocsin.promql;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.tocsin.model.Labels;
import io.tocsin.promql.script.MemoryStore;
import io.tocsin.testkit.ManualClock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RunningQueriesTest {
  private static final EngineOptions ONE_AT_A_TIME =
      new EngineOptions(1_000, 1 << 30, 60_000, 300_000, 1, false, 60_000, 5_000);

  private final ManualClock clock = new ManualClock(1_000_000);
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final MemoryStore store = new MemoryStore();
  private final PromqlEngine engine = new PromqlEngine(store, ONE_AT_A_TIME, clock, registry);
  private final CountDownLatch started = new CountDownLatch(1);
  private final CountDownLatch goOn = new CountDownLatch(1);
  private final java.util.concurrent.ExecutorService threads =
      Executors.newVirtualThreadPerTaskExecutor();

  @AfterEach
  void stop() {
    goOn.countDown();
    threads.close();
  }

  /// A query that stops at its first look at its client until the test lets it go on.
  private CompletableFuture<String> blocked() throws InterruptedException {
    Samples.add(store, Labels.of("__name__", "up"), 0, 1);
    var options =
        new QueryOptions(
            0,
            0,
            () -> {
              started.countDown();
              await(goOn);
              return false;
            });
    var outcome = ask("sum(up)", options);
    assertThat(started.await(10, TimeUnit.SECONDS)).isTrue();
    return outcome;
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private CompletableFuture<String> ask(String query, QueryOptions options) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            engine.range(query, 0, 60_000, 60_000, options);
            return "answered";
          } catch (QueryException e) {
            return e.kind() + " " + e.getMessage();
          }
        },
        threads);
  }

  @Test
  void aRunningQueryIsListedUntilItEnds() throws Exception {
    var outcome = blocked();
    clock.advance(Duration.ofSeconds(3));
    assertThat(engine.running())
        .containsExactly(
            new RunningQuery(1, "sum(up)", 0, 60_000, 60_000, 1_000_000, 3_000_000_000L, 0, false));
    goOn.countDown();
    assertThat(outcome.get(10, TimeUnit.SECONDS)).isEqualTo("answered");
    assertThat(engine.running()).isEmpty();
  }

  @Test
  void aCanceledQueryEndsAtItsNextStep() throws Exception {
    var outcome = blocked();
    assertThat(engine.cancel(2)).isFalse();
    assertThat(engine.cancel(1)).isTrue();
    goOn.countDown();
    assertThat(outcome.get(10, TimeUnit.SECONDS)).startsWith("CANCELED");
    assertThat(engine.cancel(1)).isFalse();
  }

  @Test
  void aQueryThatWaitsIsCanceledAtOnce() throws Exception {
    var running = blocked();
    var waiting = ask("sum(down)", new QueryOptions(0, 0, () -> false));
    while (engine.running().size() < 2 || !engine.running().get(1).waiting()) {
      Thread.onSpinWait();
    }
    assertThat(engine.cancel(2)).isTrue();
    assertThat(waiting.get(10, TimeUnit.SECONDS))
        .isEqualTo("CANCELED query was canceled in query queue");
    assertThat(running).isNotDone();
    goOn.countDown();
    assertThat(running.get(10, TimeUnit.SECONDS)).isEqualTo("answered");
  }

  @Test
  void aSlowQueryIsCounted() throws Exception {
    engine.instant("up", 0, engine.defaults());
    assertThat(slow()).isZero();
    var outcome = blocked();
    clock.advance(Duration.ofSeconds(5));
    goOn.countDown();
    assertThat(outcome.get(10, TimeUnit.SECONDS)).isEqualTo("answered");
    assertThat(slow()).isEqualTo(1);
  }

  private double slow() {
    var found =
        registry.scrape(name -> name.startsWith("tocsin_promql_slow_queries")).stream()
            .map(CounterSnapshot.class::cast)
            .findFirst()
            .orElseThrow();
    return found.getDataPoints().getFirst().getValue();
  }

  @Test
  void costIsToldByParts() {
    Samples.addAll(store, Labels.of("__name__", "up", "a", "1"), 15_000, 1, 1, 1);
    Samples.addAll(store, Labels.of("__name__", "up", "a", "2"), 15_000, 1, 1, 1);
    var stats = engine.instant("up", 30_000, engine.defaults()).stats();
    assertThat(stats.samplesRead()).isEqualTo(2);
    assertThat(stats.samplesPeak()).isEqualTo(2);
    assertThat(stats.totalNanos()).isZero();
  }
}
