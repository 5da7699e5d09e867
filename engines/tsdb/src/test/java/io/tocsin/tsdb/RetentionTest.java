package io.tocsin.tsdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tocsin.model.Appender.Durability;
import io.tocsin.model.Labels;
import io.tocsin.model.StaleNan;
import io.tocsin.testkit.CrashableDirectory;
import io.tocsin.testkit.ManualClock;
import java.io.IOException;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What bounds the store: levels of blocks, its size, and series that end.
class RetentionTest {
  private static final long NOW = 1_700_000_000_000L;
  private static final Labels UP = Labels.of("__name__", "up", "job", "node");

  private final ManualClock clock = new ManualClock(NOW);
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final CrashableDirectory directory = new CrashableDirectory();

  private Tsdb open(TsdbOptions options) throws IOException {
    return Tsdb.open(directory, options, clock, registry);
  }

  private void fill(Tsdb tsdb, int hours) throws IOException {
    var random = new Random(1);
    for (int minute = 0; minute < hours * 60; minute++) {
      try (var appender = tsdb.appender(0)) {
        appender.append(appender.series(UP), clock.millis(), random.nextDouble());
        appender.commit(Durability.WRITTEN);
      }
      clock.advance(Duration.ofMinutes(1));
      if (minute % 15 == 14) {
        tsdb.maintain();
      }
    }
  }

  @Test
  void blocksBecomeLargerAndFewerAndLoseNothing() throws IOException {
    try (var tsdb = open(TsdbOptions.defaults())) {
      fill(tsdb, 72);
      assertThat(tsdb.stats(1).blocks()).isLessThan(10);
      assertThat(Stored.read(tsdb).get(UP)).hasSize(72 * 60);
      assertThat(Counted.value(registry, "tocsin_tsdb_compactions", "")).isPositive();
    }
  }

  @Test
  void theOldestBlocksGoWhenTheStoreIsTooLarge() throws IOException {
    try (var tsdb = open(TsdbOptions.defaults().withRetentionBytes(40_000))) {
      fill(tsdb, 96);
      assertThat(tsdb.stats(1).blockBytes()).isBetween(5_000L, 40_000L);
      var kept = Stored.read(tsdb).get(UP);
      assertThat(kept.lastKey()).isEqualTo(clock.millis() - 60_000);
      assertThat(kept.size()).isLessThan(96 * 60);
      assertThat(kept.lastKey() - kept.firstKey()).isEqualTo((kept.size() - 1) * 60_000L);
      assertThat(Counted.value(registry, "tocsin_tsdb_blocks_deleted", "size")).isPositive();
    }
  }

  @Test
  void seriesThatEndLeaveTheHeadBeforeTheirWindowIsOver() throws IOException {
    try (var tsdb = open(TsdbOptions.defaults().withBlockMillis(36_000_000))) {
      int most = 0;
      for (int round = 0; round < 40; round++) {
        scrape(tsdb, round);
        clock.advance(Duration.ofMinutes(6));
        tsdb.maintain();
        clock.advance(Duration.ofMinutes(2));
        tsdb.maintain();
        most = Math.max(most, (int) tsdb.stats(1).series());
      }
      assertThat(most).isLessThan(5 * 200);
      var all = Stored.read(tsdb);
      assertThat(all).hasSize(40 * 200);
      assertThat(all.values()).allMatch(samples -> samples.size() == 2);
    }
    try (var again =
        Tsdb.open(directory, TsdbOptions.defaults(), clock, new PrometheusRegistry())) {
      assertThat(Stored.read(again)).hasSize(40 * 200);
    }
  }

  @Test
  void aThresholdOfNothingKeepsThemUntilTheirWindowIsOver() throws IOException {
    var options = TsdbOptions.defaults().withBlockMillis(36_000_000).withStaleShare(0);
    try (var tsdb = open(options)) {
      for (int round = 0; round < 10; round++) {
        scrape(tsdb, round);
        clock.advance(Duration.ofMinutes(8));
        tsdb.maintain();
      }
      assertThat(tsdb.stats(1).series()).isEqualTo(10 * 200);
    }
  }

  private void scrape(Tsdb tsdb, int round) throws IOException {
    try (var appender = tsdb.appender(0)) {
      for (int i = 0; i < 200; i++) {
        int id = appender.series(Labels.of("__name__", "m", "round", "" + round, "i", "" + i));
        appender.append(id, clock.millis(), i);
        appender.append(id, clock.millis() + 1, StaleNan.VALUE);
      }
      appender.commit(Durability.WRITTEN);
    }
  }
}
