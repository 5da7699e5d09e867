package io.tocsin.tsdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tocsin.kit.Clock;
import io.tocsin.model.Appender.Durability;
import io.tocsin.model.Labels;
import io.tocsin.testkit.CrashableDirectory;
import io.tocsin.testkit.ManualClock;
import io.tocsin.testkit.SeededTest;
import java.io.IOException;
import java.time.Duration;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

/// With durability `relaxed` nobody waits for the disk, and a loss of power costs one second.
class TsdbRelaxedTest {
  private static final long NOW = 1_700_000_000_000L;
  private static final Duration STEP = Duration.ofMillis(100);
  private static final Labels UP = Labels.of("__name__", "up");

  private final ManualClock clock = new ManualClock(NOW);
  private final Semaphore naps = new Semaphore(0);

  /// Tells when the store's maintenance goes to sleep, that is, has done what was due.
  private final class WatchedClock implements Clock {
    @Override
    public long millis() {
      return clock.millis();
    }

    @Override
    public long nanos() {
      return clock.nanos();
    }

    @Override
    public void sleepNanos(long nanos) throws InterruptedException {
      if (Thread.currentThread().getName().equals("tsdb-maintenance")) {
        naps.release();
      }
      clock.sleepNanos(nanos);
    }
  }

  private Tsdb open(CrashableDirectory directory) throws IOException {
    var options = TsdbOptions.defaults().withDurability(TsdbOptions.Durability.RELAXED);
    return Tsdb.open(directory, options, new WatchedClock(), new PrometheusRegistry());
  }

  private void awaitSleeping() throws InterruptedException {
    naps.acquire();
    clock.awaitSleepers(2);
  }

  private void append(Tsdb tsdb, double value) throws IOException {
    try (var appender = tsdb.appender(0)) {
      appender.append(appender.series(UP), clock.millis(), value);
      appender.commit(Durability.SYNCED);
    }
  }

  private static TreeMap<Long, Long> samples(Tsdb tsdb) {
    return Stored.read(tsdb).getOrDefault(UP, new TreeMap<>());
  }

  @SeededTest(seeds = 10)
  void powerLossCostsAtMostTheLastSecond(Random random) throws Exception {
    var directory = new CrashableDirectory();
    var tsdb = open(directory);
    tsdb.start();
    awaitSleeping();
    var written = new TreeMap<Long, Long>();
    for (int step = 1 + random.nextInt(60), done = 1; done <= step; done++) {
      append(tsdb, done);
      written.put(clock.millis(), Double.doubleToRawLongBits(done));
      clock.advance(STEP);
      if (done % 10 == 0) {
        awaitSleeping();
      }
    }
    directory = directory.afterPowerLoss(random);
    Stored.abandon(tsdb);
    try (var after = open(directory)) {
      var found = samples(after);
      assertThat(found).containsAllEntriesOf(written.headMap(clock.millis() - 1_000, false));
      assertThat(written).containsAllEntriesOf(found);
    }
  }

  @Test
  void aCommitDoesNotWaitForTheDisk() throws Exception {
    var directory = new CrashableDirectory();
    var tsdb = open(directory);
    append(tsdb, 1);
    directory = directory.afterPowerLoss(new KeepsNothing());
    Stored.abandon(tsdb);
    try (var after = open(directory)) {
      assertThat(samples(after)).isEmpty();
    }
  }

  private static final class KeepsNothing extends Random {
    private static final long serialVersionUID = 1;

    @Override
    public int nextInt(int bound) {
      return 0;
    }
  }
}
