package io.tocsin.tsdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tocsin.model.Appender.Durability;
import io.tocsin.model.Labels;
import io.tocsin.model.Matcher;
import io.tocsin.testkit.CrashableDirectory;
import io.tocsin.testkit.ManualClock;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What an operator does to a running store: delete, clean, snapshot.
class DeletionTest {
  private static final long NOW = 1_700_000_000_000L;
  private static final Labels UP = Labels.of("__name__", "up");
  private static final Labels DOWN = Labels.of("__name__", "down");
  private static final List<Matcher> UPS = List.of(Matcher.equal("__name__", "up"));

  private final ManualClock clock = new ManualClock(NOW);
  private CrashableDirectory directory = new CrashableDirectory();

  private Tsdb open() throws IOException {
    return Tsdb.open(directory, TsdbOptions.defaults(), clock, new PrometheusRegistry());
  }

  /// Two series, a sample a minute for so many hours.
  private void fill(Tsdb tsdb, int hours) throws IOException {
    for (int minute = 0; minute < hours * 60; minute++) {
      try (var appender = tsdb.appender(0)) {
        appender.append(appender.series(UP), clock.millis(), minute);
        appender.append(appender.series(DOWN), clock.millis(), minute);
        appender.commit(Durability.WRITTEN);
      }
      clock.advance(Duration.ofMinutes(1));
      if (minute % 15 == 14) {
        tsdb.maintain();
      }
    }
  }

  private int count(Tsdb tsdb, Labels labels) {
    var samples = Stored.read(tsdb).get(labels);
    return samples == null ? 0 : samples.size();
  }

  @Test
  void aRangeThatReachesFromBlocksIntoTheHeadGoesAndStaysGone() throws IOException {
    var tsdb = open();
    fill(tsdb, 12);
    long from = NOW + Duration.ofHours(3).toMillis();
    assertThat(tsdb.delete(UPS, from, Long.MAX_VALUE)).isGreaterThan(2);
    assertThat(count(tsdb, UP)).isEqualTo(3 * 60);
    assertThat(count(tsdb, DOWN)).isEqualTo(12 * 60);
    fill(tsdb, 1);
    assertThat(count(tsdb, UP)).isEqualTo(4 * 60);
    directory = directory.afterKill();
    Stored.abandon(tsdb);
    try (var again = open()) {
      assertThat(count(again, UP)).isEqualTo(4 * 60);
      assertThat(count(again, DOWN)).isEqualTo(13 * 60);
    }
  }

  @Test
  void cleaningGivesBackTheSpaceAndChangesNothingElse() throws IOException {
    try (var tsdb = open()) {
      fill(tsdb, 24);
      long all = Stored.read(tsdb).get(UP).lastKey();
      tsdb.delete(UPS, Long.MIN_VALUE, all);
      assertThat(Stored.read(tsdb)).containsOnlyKeys(DOWN);
      long before = tsdb.stats(1).blockBytes();
      assertThat(tsdb.cleanTombstones()).isPositive();
      assertThat(tsdb.stats(1).blockBytes()).isLessThan(before);
      assertThat(tsdb.cleanTombstones()).isZero();
      assertThat(directory.list()).noneMatch(name -> name.endsWith(".tombstones"));
      assertThat(count(tsdb, DOWN)).isEqualTo(24 * 60);
      try (var querier = tsdb.querier(0, NOW + 3_600_000)) {
        assertThat(querier.labelValues("__name__", List.of(), 0)).containsExactly("down");
      }
      tsdb.delete(List.of(Stored.ANY), Long.MIN_VALUE, Long.MAX_VALUE);
      assertThat(Stored.read(tsdb)).isEmpty();
      tsdb.cleanTombstones();
      assertThat(tsdb.stats(1).blocks()).isZero();
    }
  }

  @Test
  void aSeriesDeletedAsAWholeIsNotFoundInBlocks() throws IOException {
    try (var tsdb = open()) {
      fill(tsdb, 6);
      tsdb.delete(UPS, Long.MIN_VALUE, Long.MAX_VALUE);
      try (var querier = tsdb.querier(NOW, NOW + 3_600_000)) {
        assertThat(querier.labelValues("__name__", List.of(), 0)).containsExactly("down");
        try (var set = querier.select(UPS, NOW, NOW + 3_600_000)) {
          assertThat(set.size()).isZero();
        }
      }
    }
  }

  @Test
  void manySmallDeletionsDoNotPileUp() throws IOException {
    try (var tsdb = open()) {
      fill(tsdb, 6);
      for (int minute = 0; minute < 120; minute++) {
        long time = NOW + minute * 60_000L;
        tsdb.delete(UPS, time, time);
      }
      assertThat(count(tsdb, UP)).isEqualTo(4 * 60);
      assertThat(count(tsdb, DOWN)).isEqualTo(6 * 60);
    }
    try (var again = open()) {
      assertThat(count(again, UP)).isEqualTo(4 * 60);
    }
  }

  @Test
  void whatMakesNoSenseIsRefused() throws IOException {
    try (var tsdb = open()) {
      assertThatThrownBy(() -> tsdb.delete(List.of(), 0, 1))
          .hasMessage("matchers: none (expected: at least one)");
      assertThatThrownBy(() -> tsdb.delete(UPS, 2, 1))
          .hasMessage("start: 2 (expected: not after the end, 1)");
    }
  }

  @Test
  void aSnapshotOpensAsAStoreAndDoesNotChangeWithTheOther(@TempDir Path folder) throws IOException {
    var options = TsdbOptions.defaults();
    var copy = folder.resolve("copy");
    var onlyBlocks = folder.resolve("blocks");
    try (var tsdb = Tsdb.open(folder.resolve("data"), options, clock, new PrometheusRegistry())) {
      fill(tsdb, 6);
      tsdb.snapshot(copy, true);
      tsdb.snapshot(onlyBlocks, false);
      assertThatThrownBy(() -> tsdb.snapshot(copy, true))
          .isInstanceOf(FileAlreadyExistsException.class);
      tsdb.delete(UPS, Long.MIN_VALUE, Long.MAX_VALUE);
      tsdb.cleanTombstones();
      fill(tsdb, 1);
    }
    try (var opened = Tsdb.open(copy, options, clock, new PrometheusRegistry())) {
      assertThat(count(opened, UP)).isEqualTo(6 * 60);
    }
    try (var opened = Tsdb.open(onlyBlocks, options, clock, new PrometheusRegistry())) {
      assertThat(count(opened, UP)).isBetween(60, 6 * 60 - 1);
    }
    try (var list = Files.list(folder)) {
      assertThat(list.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("data", "copy", "blocks");
    }
  }
}
