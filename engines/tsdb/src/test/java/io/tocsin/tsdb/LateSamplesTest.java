package io.tocsin.tsdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tocsin.model.Appender.Durability;
import io.tocsin.model.Appender.Outcome;
import io.tocsin.model.Labels;
import io.tocsin.testkit.CrashableDirectory;
import io.tocsin.testkit.ManualClock;
import java.io.IOException;
import java.time.Duration;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Samples that come after newer ones of their series.
class LateSamplesTest {
  private static final long NOW = 1_700_000_000_000L;
  private static final long HOUR = Duration.ofHours(1).toMillis();
  private static final Labels UP = Labels.of("__name__", "up", "job", "node");

  private final ManualClock clock = new ManualClock(NOW);
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private CrashableDirectory directory = new CrashableDirectory();
  private TsdbOptions options = TsdbOptions.defaults();

  private Tsdb open() throws IOException {
    return Tsdb.open(directory, options, clock, new PrometheusRegistry());
  }

  private static Outcome append(Tsdb tsdb, long time, double value) throws IOException {
    try (var appender = tsdb.appender(0)) {
      var outcome = appender.append(appender.series(UP), time, value);
      appender.commit(Durability.SYNCED);
      return outcome;
    }
  }

  @Test
  void aWholeWindowBackwardsIsReadForwards() throws IOException {
    var expected = new TreeMap<Long, Long>();
    var tsdb = open();
    for (int i = 0; i <= 480; i++) {
      long time = NOW - i * 15_000L;
      assertThat(append(tsdb, time, i)).as("%d", i).isEqualTo(Outcome.ACCEPTED);
      expected.put(time, Double.doubleToRawLongBits(i));
    }
    assertThat(append(tsdb, NOW - 481 * 15_000L, 1)).isEqualTo(Outcome.TOO_OLD);
    assertThat(Stored.read(tsdb).get(UP)).isEqualTo(expected);
    directory = directory.afterKill();
    Stored.abandon(tsdb);
    try (var again = open()) {
      assertThat(Stored.read(again).get(UP)).isEqualTo(expected);
    }
    try (var fromCheckpoint = open()) {
      assertThat(Stored.read(fromCheckpoint).get(UP)).isEqualTo(expected);
      assertThat(append(fromCheckpoint, NOW - 15_000, 1)).isEqualTo(Outcome.DUPLICATE);
      assertThat(append(fromCheckpoint, NOW - 15_000, 2)).isEqualTo(Outcome.CONFLICT);
    }
  }

  @Test
  void theyEndUpInBlocksAndAreReadTogetherWithTheOthers() throws IOException {
    try (var tsdb = open()) {
      var expected = new TreeMap<Long, Long>();
      for (int minute = 0; minute < 900; minute++) {
        long time = clock.millis();
        for (long at : new long[] {time, time - HOUR - 1}) {
          assertThat(append(tsdb, at, minute)).isEqualTo(Outcome.ACCEPTED);
          expected.put(at, Double.doubleToRawLongBits(minute));
        }
        clock.advance(Duration.ofMinutes(1));
        if (minute % 5 == 4) {
          tsdb.maintain();
        }
      }
      assertThat(Stored.read(tsdb).get(UP)).isEqualTo(expected);
      assertThat(tsdb.stats(1).minMillis()).isGreaterThan(clock.millis() - 6 * HOUR);
      assertThat(tsdb.stats(1).blocks()).isBetween(3, 16);
    }
  }

  @Test
  void theFirstValueOfATimeCountsAlsoWhenItIsInABlockAlready() throws IOException {
    try (var tsdb = open()) {
      append(tsdb, NOW, 1);
      for (int hour = 0; hour < 4; hour++) {
        clock.advance(Duration.ofHours(1));
        tsdb.maintain();
      }
      assertThat(tsdb.stats(1).blocks()).isEqualTo(1);
      append(tsdb, NOW + HOUR, 2);
      append(tsdb, NOW, 3);
      append(tsdb, NOW - 1, 4);
      var expected =
          new TreeMap<>(
              java.util.Map.of(
                  NOW - 1,
                  Double.doubleToRawLongBits(4),
                  NOW,
                  Double.doubleToRawLongBits(1),
                  NOW + HOUR,
                  Double.doubleToRawLongBits(2)));
      assertThat(Stored.read(tsdb).get(UP)).isEqualTo(expected);
      for (int hour = 0; hour < 8; hour++) {
        clock.advance(Duration.ofHours(1));
        tsdb.maintain();
      }
      assertThat(tsdb.stats(1).series()).isZero();
      assertThat(Stored.read(tsdb).get(UP)).isEqualTo(expected);
    }
  }

  @Test
  void withoutAWindowTheyAreRefused() throws IOException {
    options = options.withOutOfOrderMillis(0);
    try (var tsdb = open()) {
      append(tsdb, NOW, 1);
      assertThat(append(tsdb, NOW - 1, 1)).isEqualTo(Outcome.OUT_OF_ORDER);
    }
  }

  @Test
  void aSampleThatAnotherTransactionOvertookIsKept() throws IOException {
    try (var tsdb = open();
        var slow = tsdb.appender(0)) {
      int id = slow.series(UP);
      assertThat(slow.append(id, NOW - 10, 1)).isEqualTo(Outcome.ACCEPTED);
      assertThat(slow.append(id, NOW, 9)).isEqualTo(Outcome.ACCEPTED);
      append(tsdb, NOW, 2);
      assertThat(slow.commit(Durability.SYNCED)).isEqualTo(1);
      assertThat(Stored.read(tsdb).get(UP))
          .containsEntry(NOW - 10, Double.doubleToRawLongBits(1))
          .containsEntry(NOW, Double.doubleToRawLongBits(2))
          .hasSize(2);
    }
  }

  @Test
  void whatIsTakenInAndWhatIsRefusedIsCounted() throws IOException {
    try (var tsdb = Tsdb.open(directory, options, clock, registry)) {
      append(tsdb, NOW, 1);
      append(tsdb, NOW - 1, 1);
      append(tsdb, NOW - 1, 1);
      append(tsdb, NOW - 1, 2);
      append(tsdb, NOW - 3 * HOUR, 2);
      append(tsdb, NOW + 3 * HOUR, 2);
      assertThat(counter("tocsin_tsdb_samples_out_of_order", "")).isEqualTo(1);
      var refused = "tocsin_tsdb_samples_refused";
      assertThat(counter(refused, "duplicate")).isEqualTo(1);
      assertThat(counter(refused, "conflict")).isEqualTo(1);
      assertThat(counter(refused, "too_old")).isEqualTo(1);
      assertThat(counter(refused, "too_new")).isEqualTo(1);
      assertThat(counter(refused, "out_of_order")).isZero();
    }
  }

  private double counter(String name, String reason) {
    return Counted.value(registry, name, reason);
  }
}
