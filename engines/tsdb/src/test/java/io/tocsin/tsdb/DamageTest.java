package io.tocsin.tsdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tocsin.model.Appender.Durability;
import io.tocsin.model.Labels;
import io.tocsin.model.StoreException;
import io.tocsin.testkit.CrashableDirectory;
import io.tocsin.testkit.ManualClock;
import io.tocsin.testkit.SeededTest;
import java.io.IOException;
import java.time.Duration;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Blocks that went bad and disks that are full: the rest goes on.
class DamageTest {
  private static final long NOW = 1_700_000_000_000L;
  private static final Labels UP = Labels.of("__name__", "up");

  private final ManualClock clock = new ManualClock(NOW);
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private CrashableDirectory directory = new CrashableDirectory();

  private Tsdb open() throws IOException {
    return Tsdb.open(directory, TsdbOptions.defaults(), clock, new PrometheusRegistry());
  }

  private void append(Tsdb tsdb, long time, double value) throws IOException {
    try (var appender = tsdb.appender(0)) {
      appender.append(appender.series(UP), time, value);
      appender.commit(Durability.SYNCED);
    }
  }

  private void fill(Tsdb tsdb, int hours) throws IOException {
    for (int minute = 0; minute < hours * 60; minute++) {
      append(tsdb, clock.millis(), minute * 0.37);
      clock.advance(Duration.ofMinutes(1));
      if (minute % 15 == 14) {
        tsdb.maintain();
      }
    }
  }

  private String damage(String suffix) throws IOException {
    var file =
        directory.list().stream()
            .filter(name -> name.startsWith("b-") && name.endsWith(suffix))
            .findFirst()
            .orElseThrow();
    directory.flip(file, directory.size(file) / 2);
    return file;
  }

  @ParameterizedTest
  @ValueSource(strings = {".meta", ".index"})
  void aBlockThatIsDamagedAtTheStartIsSetAsideAndTheRestServes(String suffix) throws IOException {
    try (var tsdb = open()) {
      fill(tsdb, 8);
    }
    var file = damage(suffix);
    try (var tsdb = Tsdb.open(directory, TsdbOptions.defaults(), clock, registry)) {
      assertThat(tsdb.state().mode()).isEqualTo(TsdbState.Mode.DAMAGED);
      assertThat(tsdb.state().reason()).startsWith("1 damaged blocks set aside");
      assertThat(Counted.value(registry, "tocsin_tsdb_blocks_damaged", "")).isEqualTo(1);
      assertThat(Stored.read(tsdb).get(UP).size()).isBetween(300, 479);
      assertThat(directory.list()).contains("damaged-" + file).doesNotContain(file);
      append(tsdb, clock.millis(), 1);
    }
    try (var again = open()) {
      assertThat(again.state().mode()).isEqualTo(TsdbState.Mode.DAMAGED);
      assertThat(Stored.read(again).get(UP).size()).isBetween(301, 480);
    }
  }

  @Test
  void damageThatAQueryFindsIsToldOnceAndThenTheRestServes() throws IOException {
    try (var tsdb = open()) {
      fill(tsdb, 8);
    }
    var file = damage(".data");
    try (var tsdb = open()) {
      assertThatThrownBy(() -> Stored.read(tsdb))
          .isInstanceOfSatisfying(
              StoreException.class,
              e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.CORRUPT))
          .hasMessageContaining(file)
          .hasMessageContaining("set aside");
      assertThat(Stored.read(tsdb).get(UP).size()).isBetween(300, 479);
      assertThat(tsdb.state().mode()).isEqualTo(TsdbState.Mode.DAMAGED);
      assertThat(directory.list()).contains("damaged-" + file);
    }
  }

  @Test
  void damageThatAMergeFindsDoesNotStopCompaction() throws IOException {
    try (var tsdb = open()) {
      fill(tsdb, 8);
    }
    var file = damage(".data");
    try (var tsdb = open()) {
      fill(tsdb, 24);
      assertThat(directory.list()).contains("damaged-" + file);
      assertThat(tsdb.stats(1).blocks()).isLessThan(8);
      assertThat(Stored.read(tsdb).get(UP).size()).isGreaterThan(24 * 60);
    }
  }

  @Test
  void aStoreGoesOnByItselfWhenThereIsRoomAgain() throws IOException {
    var tsdb = Tsdb.open(directory, TsdbOptions.defaults(), clock, registry);
    append(tsdb, NOW, 1);
    directory.leaveRoom(10);
    assertThatThrownBy(() -> append(tsdb, NOW + 1, 2))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("read-only: wal-")
        .hasMessageContaining("No space left on device")
        .hasMessageContaining("goes on by itself");
    tsdb.maintain();
    assertThat(tsdb.state().mode()).isEqualTo(TsdbState.Mode.READ_ONLY);
    assertThat(Stored.read(tsdb).get(UP)).containsOnlyKeys(NOW);
    directory.leaveRoom(Long.MAX_VALUE);
    tsdb.maintain();
    assertThat(tsdb.state()).isEqualTo(TsdbState.OK);
    assertThat(Counted.value(registry, "tocsin_tsdb_wal_recoveries", "")).isEqualTo(1);
    append(tsdb, NOW + 2, 3);
    directory = directory.afterKill();
    Stored.abandon(tsdb);
    try (var again = open()) {
      assertThat(Stored.read(again).get(UP)).containsOnlyKeys(NOW, NOW + 2);
    }
  }

  @SeededTest(seeds = 25)
  void aDiskThatIsFullNowAndThenLosesNothingThatWasAcknowledged(Random random) throws IOException {
    var acknowledged = new TreeMap<Long, Long>();
    var tsdb = open();
    for (int step = 0; step < 120; step++) {
      clock.advance(Duration.ofSeconds(60 + random.nextInt(600)));
      switch (random.nextInt(8)) {
        case 0 -> directory.leaveRoom(random.nextInt(1 << random.nextInt(1, 22)));
        case 1, 2 -> directory.leaveRoom(Long.MAX_VALUE);
        case 3, 4 -> maintain(tsdb);
        default -> {
          try {
            append(tsdb, clock.millis(), step);
            acknowledged.put(clock.millis(), Double.doubleToRawLongBits(step));
          } catch (StoreException e) {
            assertThat(e.kind()).isEqualTo(StoreException.Kind.UNAVAILABLE);
          }
        }
      }
      if (random.nextInt(30) == 0) {
        directory = directory.afterPowerLoss(random);
        Stored.abandon(tsdb);
        tsdb = open();
      }
    }
    directory.leaveRoom(Long.MAX_VALUE);
    tsdb.maintain();
    append(tsdb, clock.millis() + 1, 1);
    assertThat(Stored.read(tsdb).get(UP)).containsAllEntriesOf(acknowledged);
    tsdb.close();
    try (var again = open()) {
      assertThat(Stored.read(again).get(UP)).containsAllEntriesOf(acknowledged);
    }
  }

  private static void maintain(Tsdb tsdb) {
    try {
      tsdb.maintain();
    } catch (IOException | StoreException e) {
      assertThat(e).hasMessageContaining("No space left on device");
    }
  }
}
