package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.tocsin.model.Appender.Durability;
import io.tocsin.model.Labels;
import io.tocsin.model.Matcher;
import io.tocsin.promql.EngineOptions;
import io.tocsin.promql.PromqlEngine;
import io.tocsin.promql.QueryOptions;
import io.tocsin.promql.Value;
import io.tocsin.testkit.CrashableDirectory;
import io.tocsin.testkit.ManualClock;
import io.tocsin.testkit.SeededTest;
import io.tocsin.tsdb.Tsdb;
import io.tocsin.tsdb.TsdbOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;

/// A dashboard that is asked again and again of the real store, while that takes in samples, late
/// ones too, cuts and merges blocks, deletes and forgets: its answers are those of an engine that
/// keeps none, to the last bit.
class CachedQueriesTest {
  private static final AtomicLong ASKED = new AtomicLong();
  private static final AtomicLong HITS = new AtomicLong();
  private static final long STEP = 30_000;
  private static final List<String> QUERIES =
      List.of(
          "g",
          "sum(g)",
          "avg by (a) (g)",
          "topk(2, g)",
          "stddev(sum by (a) (g))",
          "sum by (a) (rate(c_total[3m]))",
          "sum(g * on (a, b) group_left () c_total)",
          "max_over_time(g[10m])",
          "sum(g offset 12m) - sum(g)",
          "count(count by (a) (g))",
          "sum_over_time((g > 0)[5m:1m])");

  private final ManualClock clock = new ManualClock(1_700_000_000_000L);
  private final PrometheusRegistry registry = new PrometheusRegistry();

  @AfterAll
  static void usesWhatItKeeps() {
    assertThat(HITS.get() * 5).as("hits of %s queries", ASKED).isGreaterThan(ASKED.get());
  }

  @SeededTest(seeds = 5)
  void answersAsIfNothingWereKept(Random random) throws IOException {
    var options =
        TsdbOptions.defaults()
            .withBlockMillis(Duration.ofMinutes(10).toMillis())
            .withOutOfOrderMillis(Duration.ofMinutes(30).toMillis())
            .withRetentionMillis(Duration.ofMinutes(90).toMillis());
    try (var tsdb = Tsdb.open(new CrashableDirectory(), options, clock, registry)) {
      var engine =
          new PromqlEngine(tsdb, EngineOptions.DEFAULT.withCache(1 << 20), clock, registry);
      for (int round = 0; round < 250; round++) {
        clock.advance(Duration.ofSeconds(random.nextInt(30)));
        append(tsdb, random);
        disturb(tsdb, random);
        ask(engine, random);
      }
    }
    HITS.addAndGet(hits());
  }

  private void append(Tsdb tsdb, Random random) throws IOException {
    // Which series there are changes with time.
    long generation = clock.millis() / Duration.ofMinutes(25).toMillis();
    try (var appender = tsdb.appender(0)) {
      for (int i = 0; i < 12; i++) {
        var b = i % 2 == 0 ? "" + i : "" + (generation * 7 + i) % 40;
        var name = i % 3 == 0 ? "c_total" : "g";
        int id = appender.series(Labels.of(Labels.NAME, name, "a", "" + i % 4, "b", b));
        long late = random.nextInt(150) == 0 ? random.nextInt(1_500_000) : random.nextInt(3_000);
        appender.append(id, clock.millis() - late, random.nextGaussian() * 1e6);
      }
      appender.commit(Durability.WRITTEN);
    }
  }

  private void disturb(Tsdb tsdb, Random random) throws IOException {
    switch (random.nextInt(30)) {
      case 0 -> {
        var a = Matcher.equal("a", "" + random.nextInt(4));
        long from = clock.millis() - random.nextInt(5_000_000);
        tsdb.delete(List.of(a), from, from + random.nextInt(600_000));
      }
      case 1 -> tsdb.cleanTombstones();
      case 2, 3, 4, 5, 6, 7 -> tsdb.maintain();
      default -> {}
    }
  }

  private void ask(PromqlEngine engine, Random random) {
    var query = QUERIES.get(random.nextInt(QUERIES.size()));
    long end = clock.millis() - clock.millis() % STEP;
    long start = end - (query.length() % 2 == 0 ? 20 : 70) * STEP;
    ASKED.incrementAndGet();
    var options = engine.defaults();
    assertThat(answer(engine, query, start, end, options))
        .as("%s, %d to %d", query, start, end)
        .isEqualTo(answer(engine, query, start, end, options.uncached()));
  }

  private static String answer(
      PromqlEngine engine, String query, long start, long end, QueryOptions options) {
    var result = engine.range(query, start, end, STEP, options);
    var out = new StringBuilder();
    for (var series : ((Value.Matrix) result.value()).series()) {
      out.append(series.labels()).append('\n');
      for (int i = 0; i < series.size(); i++) {
        out.append(series.timestampsMillis()[i]).append(' ');
        out.append(Double.doubleToLongBits(series.values()[i])).append('\n');
      }
    }
    return out.append(result.warnings()).append(result.infos()).toString();
  }

  private long hits() {
    for (var snapshot : registry.scrape()) {
      if (snapshot.getMetadata().getName().equals("tocsin_promql_cache_hits")) {
        return (long) ((CounterSnapshot) snapshot).getDataPoints().getFirst().getValue();
      }
    }
    throw new IllegalStateException("no counter of hits");
  }
}
