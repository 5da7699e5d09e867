package io.tocsin.tsdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.tocsin.kit.FsDirectory;
import io.tocsin.model.Appender.Durability;
import io.tocsin.model.Appender.Outcome;
import io.tocsin.model.Labels;
import io.tocsin.model.SampleBuffer;
import io.tocsin.model.StoreException;
import io.tocsin.testkit.CrashableDirectory;
import io.tocsin.testkit.ManualClock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TsdbFilesTest {
  private static final long NOW = 1_700_000_000_000L;
  private static final Labels UP = Labels.of("__name__", "up", "job", "node");

  private final ManualClock clock = new ManualClock(NOW);
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private CrashableDirectory directory = new CrashableDirectory();

  private Tsdb open() throws IOException {
    return Tsdb.open(directory, TsdbOptions.defaults(), clock, new PrometheusRegistry());
  }

  private Outcome append(Tsdb tsdb, Labels labels, long time, double value) throws IOException {
    try (var appender = tsdb.appender(0)) {
      var outcome = appender.append(appender.series(labels), time, value);
      appender.commit(Durability.SYNCED);
      return outcome;
    }
  }

  private PrintStream out() {
    return new PrintStream(printed, true, StandardCharsets.UTF_8);
  }

  @Test
  void windowsThatAreOverLeaveTheHeadForBlocks() throws IOException {
    try (var tsdb = open()) {
      for (int minute = 0; minute < 600; minute++) {
        append(tsdb, UP, clock.millis(), minute);
        clock.advance(Duration.ofMinutes(1));
        tsdb.maintain();
      }
      assertThat(tsdb.stats(1).blocks()).isGreaterThanOrEqualTo(3);
      assertThat(tsdb.stats(1).minMillis())
          .isGreaterThan(clock.millis() - Duration.ofHours(5).toMillis());
      assertThat(Stored.read(tsdb).get(UP)).hasSize(600);
    }
    try (var again = open()) {
      assertThat(Stored.read(again).get(UP)).hasSize(600);
    }
    assertThat(TsdbCheck.verify(directory, out())).isEmpty();
  }

  @Test
  void oldSamplesOfNewSeriesEndInBlocksWhileTheServerScrapesItself() throws IOException {
    try (var tsdb = open()) {
      long twoWeeks = Duration.ofDays(14).toMillis();
      for (int step = 0; step < 14 * 24; step++) {
        long old = clock.millis() - twoWeeks + step * 3_600_000L;
        assertThat(append(tsdb, Labels.of("__name__", "old"), old, step))
            .isEqualTo(Outcome.ACCEPTED);
        assertThat(append(tsdb, UP, clock.millis(), 1)).isEqualTo(Outcome.ACCEPTED);
        clock.advance(Duration.ofSeconds(15));
        tsdb.maintain();
      }
      clock.advance(Duration.ofMinutes(2));
      tsdb.maintain();
      assertThat(tsdb.stats(1).blocks()).isBetween(10, 100);
      assertThat(Stored.read(tsdb).get(Labels.of("__name__", "old"))).hasSize(14 * 24);
    }
  }

  @Test
  void blocksOlderThanTheRetentionAreDeletedAndSeriesWithoutSamplesForgotten() throws IOException {
    try (var tsdb = open()) {
      append(tsdb, UP, clock.millis(), 1);
      for (int hour = 0; hour < 12; hour++) {
        clock.advance(Duration.ofHours(1));
        tsdb.maintain();
      }
      assertThat(tsdb.stats(1).blocks()).isEqualTo(1);
      assertThat(tsdb.stats(1).series()).isZero();
      assertThat(Stored.read(tsdb)).containsOnlyKeys(UP);
      clock.advance(Duration.ofDays(15));
      tsdb.maintain();
      assertThat(tsdb.stats(1).blocks()).isZero();
      assertThat(Stored.read(tsdb)).isEmpty();
    }
  }

  @Test
  void anIdOfADroppedSeriesIsUnknown() throws IOException {
    try (var tsdb = open();
        var appender = tsdb.appender(0)) {
      int id = appender.series(UP);
      appender.append(id, clock.millis(), 1);
      appender.commit(Durability.WRITTEN);
      for (int hour = 0; hour < 12; hour++) {
        clock.advance(Duration.ofHours(1));
        tsdb.maintain();
      }
      assertThat(appender.append(id, clock.millis(), 1)).isEqualTo(Outcome.UNKNOWN_SERIES);
      assertThat(appender.append(appender.series(UP), clock.millis(), 1))
          .isEqualTo(Outcome.ACCEPTED);
    }
  }

  @Test
  void aReaderKeepsWhatMovesToABlockMeanwhile() throws IOException {
    try (var tsdb = open()) {
      append(tsdb, UP, clock.millis(), 1);
      try (var querier = tsdb.querier(Long.MIN_VALUE, Long.MAX_VALUE)) {
        for (int hour = 0; hour < 12; hour++) {
          clock.advance(Duration.ofHours(1));
          tsdb.maintain();
        }
        var out = new SampleBuffer();
        try (var set = querier.select(List.of(Stored.ANY), Long.MIN_VALUE, Long.MAX_VALUE)) {
          set.read(0, out);
        }
        assertThat(out.size()).isEqualTo(1);
      }
    }
  }

  @Test
  void aBurstThatIsOverIsNotLeftToTheNextStart() throws IOException {
    try (var tsdb = open()) {
      try (var appender = tsdb.appender(0)) {
        int id = appender.series(UP);
        for (int i = 0; i < 300_000; i++) {
          appender.append(id, NOW - 300_000 + i, i);
        }
        appender.commit(Durability.WRITTEN);
      }
      clock.advance(Duration.ofSeconds(1));
      tsdb.maintain();
      assertThat(checkpoints()).isEmpty();
      append(tsdb, UP, clock.millis(), 1);
      clock.advance(Duration.ofSeconds(1));
      tsdb.maintain();
      assertThat(checkpoints()).hasSize(1);
    }
  }

  private List<String> checkpoints() {
    return directory.list().stream().filter(name -> name.startsWith("checkpoint-")).toList();
  }

  @Test
  void aFullDiskMakesTheStoreReadOnlyAndLosesNothing() throws IOException {
    var tsdb = open();
    append(tsdb, UP, NOW, 1);
    directory.leaveRoom(10);
    assertThatThrownBy(() -> append(tsdb, UP, NOW + 1, 2))
        .isInstanceOfSatisfying(
            StoreException.class,
            e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.UNAVAILABLE))
        .hasMessageContaining("No space left on device");
    assertThat(tsdb.state().mode()).isEqualTo(TsdbState.Mode.READ_ONLY);
    assertThat(tsdb.state().reason()).contains("wal-");
    assertThat(Stored.read(tsdb).get(UP)).hasSize(1);
    tsdb.maintain();
    assertThat(tsdb.state().mode()).isEqualTo(TsdbState.Mode.READ_ONLY);
    directory = directory.afterKill();
    Stored.abandon(tsdb);
    try (var again = open()) {
      assertThat(Stored.read(again).get(UP)).containsOnlyKeys(NOW);
      assertThat(append(again, UP, NOW + 1, 2)).isEqualTo(Outcome.ACCEPTED);
    }
  }

  @Test
  void damageInTheMiddleOfTheLogIsNamedAndSetAside() throws IOException {
    var tsdb = open();
    append(tsdb, UP, NOW, 1);
    append(tsdb, UP, NOW + 1, 2);
    append(tsdb, UP, NOW + 2, 3);
    directory = directory.afterKill();
    Stored.abandon(tsdb);
    var log = directory.list().stream().filter(name -> name.startsWith("wal-")).toList().getLast();
    directory.flip(log, directory.size(log) - 60);
    assertThat(TsdbCheck.verify(directory, out())).singleElement().asString().startsWith(log);
    try (var again = open()) {
      assertThat(Stored.read(again).get(UP)).containsOnlyKeys(NOW);
      assertThat(directory.list()).contains(log + ".damaged");
      assertThat(again.state().mode()).isEqualTo(TsdbState.Mode.DAMAGED);
      assertThat(again.state().reason())
          .startsWith("the log or its checkpoint was damaged, " + log + ": offset ")
          .endsWith("; set aside: " + log + ".damaged");
    }
    try (var third = open()) {
      assertThat(Stored.read(third).get(UP)).containsOnlyKeys(NOW);
      assertThat(third.state()).isEqualTo(TsdbState.OK);
    }
  }

  @Test
  void aSegmentThatHadNotBegunLeavesNoGap() throws IOException {
    var tsdb = open();
    append(tsdb, UP, NOW, 1);
    directory = directory.afterKill();
    Stored.abandon(tsdb);
    try (var begun = directory.create("wal-0000000002")) {
      begun.write(new byte[3], 0, 3);
    }
    tsdb = open();
    append(tsdb, UP, NOW + 1, 2);
    directory = directory.afterKill();
    Stored.abandon(tsdb);
    try (var again = open()) {
      assertThat(again.state()).isEqualTo(TsdbState.OK);
      assertThat(Stored.read(again).get(UP)).containsOnlyKeys(NOW, NOW + 1);
    }
  }

  @Test
  void damageOfTheLogIsToldUntilWhatWasSetAsideIsTakenAway() throws IOException {
    var tsdb = open();
    append(tsdb, UP, NOW, 1);
    append(tsdb, UP, NOW + 1, 2);
    append(tsdb, UP, NOW + 2, 3);
    directory = directory.afterKill();
    Stored.abandon(tsdb);
    var log = directory.list().stream().filter(name -> name.startsWith("wal-")).toList().getLast();
    directory.flip(log, directory.size(log) - 60);
    try (var again = open()) {
      assertThat(again.state().mode()).isEqualTo(TsdbState.Mode.DAMAGED);
      directory.delete(log + ".damaged");
      assertThat(again.state()).isEqualTo(TsdbState.OK);
    }
  }

  @Test
  void readsOfADamagedBlockAreCountedAndTold() throws IOException {
    try (var tsdb = open()) {
      append(tsdb, UP, clock.millis(), 1);
      for (int hour = 0; hour < 12; hour++) {
        clock.advance(Duration.ofHours(1));
        tsdb.maintain();
      }
    }
    var data = directory.list().stream().filter(name -> name.endsWith(".data")).findFirst();
    directory.flip(data.orElseThrow(), 20);
    var metrics = new PrometheusRegistry();
    try (var tsdb = Tsdb.open(directory, TsdbOptions.defaults(), clock, metrics)) {
      assertThat(tsdb.state()).isEqualTo(TsdbState.OK);
      assertThatThrownBy(() -> Stored.read(tsdb))
          .isInstanceOf(StoreException.class)
          .hasMessageStartingWith("block: " + data.orElseThrow() + ": offset ");
      assertThat(Stored.read(tsdb)).isEmpty();
      assertThat(tsdb.state().mode()).isEqualTo(TsdbState.Mode.DAMAGED);
      assertThat(tsdb.state().reason()).startsWith("1 damaged blocks set aside");
      assertThat(metrics.scrape(name -> name.equals("tocsin_tsdb_damaged_reads")).stream())
          .singleElement()
          .isInstanceOfSatisfying(
              CounterSnapshot.class,
              counter -> assertThat(counter.getDataPoints().getFirst().getValue()).isEqualTo(1));
    }
  }

  @Test
  void theOutcomesOfRefusedSamplesAreTold() throws IOException {
    try (var tsdb = open()) {
      assertThat(append(tsdb, UP, NOW, 1)).isEqualTo(Outcome.ACCEPTED);
      assertThat(append(tsdb, UP, NOW, 1)).isEqualTo(Outcome.DUPLICATE);
      assertThat(append(tsdb, UP, NOW, 2)).isEqualTo(Outcome.CONFLICT);
      assertThat(append(tsdb, UP, NOW - 1, 1)).isEqualTo(Outcome.ACCEPTED);
      assertThat(append(tsdb, UP, NOW - 1, 1)).isEqualTo(Outcome.DUPLICATE);
      assertThat(append(tsdb, UP, NOW - 1, 2)).isEqualTo(Outcome.CONFLICT);
      long tooLate = NOW - Duration.ofHours(2).toMillis() - 1;
      assertThat(append(tsdb, UP, tooLate + 1, 1)).isEqualTo(Outcome.ACCEPTED);
      assertThat(append(tsdb, UP, tooLate, 1)).isEqualTo(Outcome.TOO_OLD);
      assertThat(append(tsdb, UP, NOW + Duration.ofHours(1).toMillis(), 1))
          .isEqualTo(Outcome.TOO_NEW);
      var other = Labels.of("__name__", "other");
      assertThat(append(tsdb, other, NOW - Duration.ofDays(16).toMillis(), 1))
          .isEqualTo(Outcome.TOO_OLD);
    }
  }

  @Test
  void aSeriesBeyondTheLimitIsRefused() throws IOException {
    var options = TsdbOptions.defaults().withMaxSeries(1);
    try (var tsdb = Tsdb.open(directory, options, clock, new PrometheusRegistry())) {
      append(tsdb, UP, NOW, 1);
      assertThatThrownBy(() -> append(tsdb, Labels.of("__name__", "more"), NOW, 1))
          .isInstanceOf(StoreException.class)
          .hasMessage("series: more (expected: at most 1 series)");
    }
  }

  @Test
  void aDirectoryHasOneOpener(@TempDir Path folder) throws IOException {
    var options = TsdbOptions.defaults();
    try (var tsdb = Tsdb.open(folder, options, clock, new PrometheusRegistry())) {
      append(tsdb, UP, NOW, 1);
      assertThatThrownBy(() -> Tsdb.open(folder, options, clock, new PrometheusRegistry()))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("in use by process " + ProcessHandle.current().pid());
    }
    try (var again = Tsdb.open(folder, options, clock, new PrometheusRegistry())) {
      assertThat(Stored.read(again).get(UP)).containsOnlyKeys(NOW);
    }
    TsdbCheck.analyze(FsDirectory.open(folder), out());
    assertThat(printed.toString(StandardCharsets.UTF_8)).contains("series in the head: 1");
  }

  @Test
  void countsNameTheLargest() throws IOException {
    try (var tsdb = open()) {
      for (int i = 0; i < 5; i++) {
        append(tsdb, Labels.of("__name__", "up", "instance", "h" + i), NOW, 1);
      }
      var stats = tsdb.stats(2);
      assertThat(stats.series()).isEqualTo(5);
      assertThat(stats.top().seriesByMetric()).containsExactly(new TsdbStats.Entry("up", 5));
      assertThat(stats.top().valuesByLabel())
          .containsExactly(new TsdbStats.Entry("instance", 5), new TsdbStats.Entry("__name__", 1));
      assertThat(stats.top().seriesByPair().getFirst())
          .isEqualTo(new TsdbStats.Entry("__name__=up", 5));
      assertThat(stats.chunks()).isEqualTo(5);
    }
  }
}
