package io.tocsin.tsdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tocsin.model.Appender.Durability;
import io.tocsin.model.Appender.ExemplarOutcome;
import io.tocsin.model.Exemplar;
import io.tocsin.model.Labels;
import io.tocsin.model.MetricMetadata;
import io.tocsin.model.MetricType;
import io.tocsin.testkit.CrashableDirectory;
import io.tocsin.testkit.ManualClock;
import io.tocsin.testkit.SeededTest;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Exemplars and metadata survive what samples survive.
class SideCrashTest {
  private static final long NOW = 1_700_000_000_000L;
  private static final Labels UP = Labels.of("__name__", "up", "job", "a");

  private final ManualClock clock = new ManualClock(NOW);
  private final Acknowledged<Exemplar> model = new Acknowledged<>();
  private final Map<String, MetricMetadata> said = new HashMap<>();

  private Tsdb open(CrashableDirectory directory) throws IOException {
    return Tsdb.open(
        directory,
        TsdbOptions.defaults().withSegmentBytes(1 << 13),
        clock,
        new PrometheusRegistry());
  }

  private static TreeMap<Labels, TreeMap<Long, Exemplar>> read(Tsdb tsdb) {
    var all = new TreeMap<Labels, TreeMap<Long, Exemplar>>();
    var found =
        tsdb.exemplars().exemplars(List.of(List.of(Stored.ANY)), Long.MIN_VALUE, Long.MAX_VALUE);
    for (var series : found) {
      var byTime = all.computeIfAbsent(series.series(), _ -> new TreeMap<>());
      series.exemplars().forEach(e -> byTime.put(e.timestampMillis(), e));
    }
    return all;
  }

  private void live(Tsdb tsdb, Random random) throws IOException {
    for (int commits = 1 + random.nextInt(12); commits > 0; commits--) {
      clock.advance(Duration.ofSeconds(15 + random.nextInt(900)));
      try (var appender = tsdb.appender(0)) {
        for (int i = 0; i < 20; i++) {
          var labels = Labels.of("__name__", "up", "instance", "h" + random.nextInt(30));
          int id = appender.series(labels);
          if (random.nextBoolean()) {
            appender.append(id, clock.millis() + i, i);
          }
          var exemplar =
              new Exemplar(Labels.of("trace_id", "t" + random.nextLong()), i, clock.millis() + i);
          if (appender.exemplar(id, exemplar, true) == ExemplarOutcome.ACCEPTED) {
            model.series(labels).put(exemplar.timestampMillis(), exemplar);
          }
        }
        var help = new MetricMetadata(MetricType.GAUGE, "", "help " + random.nextInt(3));
        var family = "m" + random.nextInt(5);
        assertThat(appender.metadata(family, help)).isTrue();
        boolean forced = random.nextInt(3) > 0;
        appender.commit(forced ? Durability.SYNCED : Durability.WRITTEN);
        said.put(family, help);
        if (forced) {
          model.forced();
        }
      }
      if (random.nextInt(4) == 0) {
        tsdb.maintain();
      }
    }
  }

  @SeededTest(seeds = 12)
  void whatWasAcknowledgedSurvivesPowerLoss(Random random) throws IOException {
    var directory = new CrashableDirectory();
    for (int life = 0; life < 4; life++) {
      var tsdb = open(directory);
      live(tsdb, random);
      directory = directory.afterPowerLoss(random);
      Stored.abandon(tsdb);
      try (var after = open(directory)) {
        model.survivedPowerLoss(read(after));
      }
    }
  }

  @SeededTest(seeds = 8)
  void whatWasCommittedSurvivesTheProcess(Random random) throws IOException {
    var directory = new CrashableDirectory();
    for (int life = 0; life < 4; life++) {
      var tsdb = open(directory);
      live(tsdb, random);
      directory = directory.afterKill();
      Stored.abandon(tsdb);
    }
    try (var after = open(directory)) {
      assertThat(read(after)).isEqualTo(model.written);
      assertThat(after.metadata().metadata()).isEqualTo(said);
    }
  }

  @Test
  void anExemplarNeedsNoSampleAndSurvivesACleanEnd() throws IOException {
    var directory = new CrashableDirectory();
    var exemplar = new Exemplar(Labels.of("trace_id", "x"), 1, NOW);
    try (var tsdb = open(directory)) {
      try (var appender = tsdb.appender(0)) {
        appender.exemplar(appender.series(UP), exemplar, true);
        assertThat(appender.commit(Durability.SYNCED)).isZero();
      }
    }
    try (var tsdb = open(directory)) {
      assertThat(read(tsdb)).containsOnlyKeys(UP);
      tsdb.maxExemplars(0);
      assertThat(read(tsdb)).isEmpty();
    }
  }

  @Test
  void whatIsNotCommittedIsForgotten() throws IOException {
    try (var tsdb = open(new CrashableDirectory())) {
      try (var appender = tsdb.appender(0)) {
        var exemplar = new Exemplar(Labels.EMPTY, 1, NOW);
        assertThat(appender.exemplar(99, exemplar, true)).isEqualTo(ExemplarOutcome.UNKNOWN_SERIES);
        appender.exemplar(appender.series(UP), exemplar, true);
        appender.metadata("up", new MetricMetadata(MetricType.GAUGE, "", ""));
      }
      try (var appender = tsdb.appender(0)) {
        appender.commit(Durability.WRITTEN);
      }
      assertThat(read(tsdb)).isEmpty();
      assertThat(tsdb.metadata().metadata()).isEmpty();
    }
  }
}
