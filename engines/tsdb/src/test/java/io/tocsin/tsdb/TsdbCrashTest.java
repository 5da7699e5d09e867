package io.tocsin.tsdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tocsin.model.Appender.Durability;
import io.tocsin.model.Appender.Outcome;
import io.tocsin.model.Labels;
import io.tocsin.testkit.CrashableDirectory;
import io.tocsin.testkit.ManualClock;
import io.tocsin.testkit.SeededTest;
import java.io.IOException;
import java.time.Duration;
import java.util.Random;

/// What was acknowledged is there after any crash, and nothing that was never written.
class TsdbCrashTest {
  private static final long NOW = 1_700_000_000_000L;

  private final ManualClock clock = new ManualClock(NOW);
  private final Acknowledged<Long> model = new Acknowledged<>();

  private Tsdb open(CrashableDirectory directory) throws IOException {
    return Tsdb.open(
        directory,
        TsdbOptions.defaults().withSegmentBytes(1 << 13),
        clock,
        new PrometheusRegistry());
  }

  @SeededTest(seeds = 60)
  void acknowledgedSamplesSurvivePowerLoss(Random random) throws IOException {
    var directory = new CrashableDirectory();
    for (int life = 0; life < 4; life++) {
      var tsdb = open(directory);
      live(tsdb, random);
      directory = directory.afterPowerLoss(random);
      Stored.abandon(tsdb);
      try (var after = open(directory)) {
        model.survivedPowerLoss(Stored.read(after));
      }
    }
  }

  @SeededTest(seeds = 20)
  void committedSamplesSurviveTheProcess(Random random) throws IOException {
    var directory = new CrashableDirectory();
    for (int life = 0; life < 4; life++) {
      var tsdb = open(directory);
      live(tsdb, random);
      directory = directory.afterKill();
      Stored.abandon(tsdb);
    }
    try (var after = open(directory)) {
      Stored.same(Stored.read(after), model.written);
    }
  }

  @SeededTest(seeds = 20)
  void chunksThatFilledUpInTheLogComeBackAndGoOnThroughACheckpoint(Random random)
      throws IOException {
    var directory = new CrashableDirectory();
    var tsdb = open(directory);
    for (int commit = 0; commit < 300; commit++) {
      clock.advance(Duration.ofSeconds(15 + random.nextInt(4) * 30));
      append(tsdb, random);
    }
    directory = directory.afterKill();
    Stored.abandon(tsdb);
    try (var again = open(directory)) {
      assertThat(Stored.read(again)).isEqualTo(model.written);
      clock.advance(Duration.ofSeconds(15));
      append(again, random);
    }
    try (var third = open(directory)) {
      assertThat(Stored.read(third)).isEqualTo(model.written);
    }
  }

  private void append(Tsdb tsdb, Random random) throws IOException {
    try (var appender = tsdb.appender(1)) {
      for (int i = 0; i < 6; i++) {
        var labels = Labels.of("__name__", "up", "instance", "h" + i);
        var sample =
            i < 4
                ? Stored.Sample.of(i < 2 ? random.nextInt(3) : random.nextDouble())
                : Stored.Sample.random(random, null, clock.millis());
        sample.append(appender, appender.series(labels), clock.millis());
        model.series(labels).put(clock.millis(), sample.bits());
      }
      appender.commit(Durability.WRITTEN);
    }
  }

  private void live(Tsdb tsdb, Random random) throws IOException {
    for (int commits = 1 + random.nextInt(12); commits > 0; commits--) {
      clock.advance(Duration.ofSeconds(15 + random.nextInt(900)));
      try (var appender = tsdb.appender(1)) {
        for (int i = 0; i < 40; i++) {
          var labels = Labels.of("__name__", "up", "instance", "h" + random.nextInt(60));
          int id = appender.series(labels);
          long time = clock.millis() - (random.nextInt(5) == 0 ? random.nextInt(7_000_000) : 0);
          var sample =
              random.nextInt(3) == 0
                  ? Stored.Sample.random(random, null, time)
                  : Stored.Sample.of(random.nextInt(4) == 0 ? random.nextDouble() : i);
          if (sample.append(appender, id, time) == Outcome.ACCEPTED) {
            model.series(labels).putIfAbsent(time, sample.bits());
          }
        }
        boolean forced = random.nextInt(3) > 0;
        appender.commit(forced ? Durability.SYNCED : Durability.WRITTEN);
        if (forced) {
          model.forced();
        }
      }
      if (random.nextInt(4) == 0) {
        tsdb.maintain();
      }
    }
  }
}
