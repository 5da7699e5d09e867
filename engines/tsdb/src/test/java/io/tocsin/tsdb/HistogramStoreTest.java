package io.tocsin.tsdb;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tocsin.model.Appender.Durability;
import io.tocsin.model.Appender.Outcome;
import io.tocsin.model.BucketLayout;
import io.tocsin.model.Histogram;
import io.tocsin.model.Histogram.ResetHint;
import io.tocsin.model.Labels;
import io.tocsin.model.SampleBuffer;
import io.tocsin.model.StaleNan;
import io.tocsin.model.StoreException;
import io.tocsin.testkit.CrashableDirectory;
import io.tocsin.testkit.ManualClock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Native histograms and start timestamps in the store.
class HistogramStoreTest {
  private static final long NOW = 1_700_000_000_000L;
  private static final Labels LATENCY = Labels.of("__name__", "latency", "job", "node");
  private static final BucketLayout LAYOUT =
      BucketLayout.exponential(2, 0.001, new int[] {-3, 0, 4}, new int[0]);

  private final ManualClock clock = new ManualClock(NOW);
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private CrashableDirectory directory = new CrashableDirectory();
  private TsdbOptions options = TsdbOptions.defaults();

  private Tsdb open() throws IOException {
    return Tsdb.open(directory, options, clock, new PrometheusRegistry());
  }

  private static Histogram counter(double... buckets) {
    double count = Arrays.stream(buckets).sum() + 1;
    return new Histogram(LAYOUT, ResetHint.UNKNOWN, count, count / 3, 1, buckets);
  }

  private static Outcome append(Tsdb tsdb, long time, Histogram value) throws IOException {
    try (var appender = tsdb.appender(0)) {
      var outcome = appender.append(appender.series(LATENCY), time, value);
      appender.commit(Durability.SYNCED);
      return outcome;
    }
  }

  private static SampleBuffer read(Tsdb tsdb) {
    try (var querier = tsdb.querier(Long.MIN_VALUE, Long.MAX_VALUE);
        var set = querier.select(List.of(Stored.ANY), Long.MIN_VALUE, Long.MAX_VALUE)) {
      var out = new SampleBuffer();
      for (int i = 0; i < set.size(); i++) {
        set.read(i, out);
      }
      return out;
    }
  }

  private static List<ResetHint> hints(Tsdb tsdb) {
    var samples = read(tsdb);
    return Arrays.stream(samples.histograms()).limit(samples.size()).map(Histogram::hint).toList();
  }

  @Test
  void theSameOneAgainIsADuplicateAndAnotherOneAConflict() throws IOException {
    try (var tsdb = open()) {
      assertThat(append(tsdb, NOW, counter(1, 2, 3))).isEqualTo(Outcome.ACCEPTED);
      assertThat(append(tsdb, NOW, counter(1, 2, 3))).isEqualTo(Outcome.DUPLICATE);
      assertThat(append(tsdb, NOW, counter(1, 2, 4))).isEqualTo(Outcome.CONFLICT);
      assertThat(append(tsdb, NOW + 10, counter(1, 2, 4))).isEqualTo(Outcome.ACCEPTED);
      assertThat(append(tsdb, NOW, counter(1, 2, 3))).isEqualTo(Outcome.DUPLICATE);
      assertThat(append(tsdb, NOW, counter(3, 2, 3))).isEqualTo(Outcome.CONFLICT);
    }
    try (var again = open();
        var appender = again.appender(0)) {
      int series = appender.series(LATENCY);
      assertThat(append(again, NOW + 10, counter(1, 2, 4))).isEqualTo(Outcome.DUPLICATE);
      assertThat(append(again, NOW, counter(1, 2, 3))).isEqualTo(Outcome.DUPLICATE);
      assertThat(appender.append(series, NOW + 10, 7)).isEqualTo(Outcome.CONFLICT);
      assertThat(appender.append(series, NOW, 7)).isEqualTo(Outcome.CONFLICT);
      assertThat(appender.append(series, NOW + 20, 7)).isEqualTo(Outcome.ACCEPTED);
      assertThat(appender.append(series, NOW + 20, counter(1, 2, 4))).isEqualTo(Outcome.CONFLICT);
      assertThat(read(again).size()).isEqualTo(2);
    }
  }

  @Test
  void withoutAWindowForThemLateOnesAreRefused() throws IOException {
    options = options.withOutOfOrderMillis(0);
    try (var tsdb = open()) {
      append(tsdb, NOW, counter(1, 2, 3));
      assertThat(append(tsdb, NOW - 1, counter(1, 2, 3))).isEqualTo(Outcome.OUT_OF_ORDER);
      assertThat(append(tsdb, NOW + 3_600_000, counter(1, 2, 3))).isEqualTo(Outcome.TOO_NEW);
    }
  }

  @Test
  void whatNobodyCanHaveObservedIsRefusedWithTheReasonAndCounted() throws IOException {
    var indexes = IntStream.range(0, 5_000).toArray();
    var wide = BucketLayout.exponential(8, 0, indexes, new int[0]);
    try (var tsdb = Tsdb.open(directory, options, clock, registry);
        var appender = tsdb.appender(0)) {
      int series = appender.series(LATENCY);
      assertThatThrownBy(() -> appender.append(series, NOW, counter(1, -2, 3)))
          .isInstanceOf(StoreException.class)
          .hasMessage("histogram bucket count: -2.0 (expected: 0 or more)");
      var large = new Histogram(wide, ResetHint.UNKNOWN, 0, 0, 0, new double[5_000]);
      assertThatThrownBy(() -> appender.append(series, NOW, large))
          .isInstanceOf(StoreException.class)
          .hasMessage("histogram buckets: 5000 (expected: at most 4096)");
      assertThat(appender.append(series, NOW, counter(1, 2, 3))).isEqualTo(Outcome.ACCEPTED);
      assertThat(appender.commit(Durability.SYNCED)).isEqualTo(1);
      assertThat(Counted.value(registry, "tocsin_tsdb_histograms_refused", "")).isEqualTo(2);
    }
  }

  @Test
  void hintsSayHowACounterGoesOnAndNothingWhereItFell() throws IOException {
    try (var tsdb = open()) {
      for (int i = 0; i < 119; i++) {
        append(tsdb, NOW + i, counter(i, 2, i));
      }
      append(tsdb, NOW + 119, counter(0, 2, 119));
      assertThat(hints(tsdb)).as("not yet looked at").containsOnly(ResetHint.UNKNOWN);
      append(tsdb, NOW + 120, counter(5, 2, 120));
      var hints = hints(tsdb);
      assertThat(hints.get(0)).isEqualTo(ResetHint.UNKNOWN);
      assertThat(hints.subList(1, 119)).containsOnly(ResetHint.NOT_RESET);
      assertThat(hints.subList(119, 121)).containsOnly(ResetHint.UNKNOWN);
      // What is said of a neighbour is no longer said once there is another one.
      append(tsdb, NOW + 140, counter(6, 2, 134).withHint(ResetHint.RESET));
      tsdb.delete(List.of(Stored.ANY), NOW + 3, NOW + 5);
      hints = hints(tsdb);
      assertThat(hints.subList(1, 3)).containsOnly(ResetHint.NOT_RESET);
      assertThat(read(tsdb).timestamps()[3]).isEqualTo(NOW + 6);
      assertThat(hints.get(hints.size() - 1)).isEqualTo(ResetHint.RESET);
      append(tsdb, NOW + 5, counter(0, 0, 0));
      assertThat(hints(tsdb).get(4)).isEqualTo(ResetHint.UNKNOWN);
    }
  }

  @Test
  void whatASourceSaysOfASampleThatNeverCameIsNotBelieved() throws IOException {
    try (var tsdb = open()) {
      append(tsdb, NOW, counter(9, 2, 3));
      append(tsdb, NOW + 10, counter(1, 2, 3).withHint(ResetHint.NOT_RESET));
      assertThat(hints(tsdb)).containsOnly(ResetHint.UNKNOWN);
    }
  }

  @Test
  void aGaugeStaysOneThroughLogCheckpointAndBlock() throws IOException {
    var tsdb = open();
    for (int minute = 0; minute < 60 * 9; minute++) {
      append(tsdb, clock.millis(), counter(minute % 7, 2, 1).withHint(ResetHint.GAUGE));
      clock.advance(Duration.ofMinutes(1));
      if (minute % 30 == 0) {
        tsdb.maintain();
      }
    }
    assertThat(tsdb.stats(1).blocks()).isPositive();
    assertThat(hints(tsdb)).hasSize(60 * 9).containsOnly(ResetHint.GAUGE);
    directory = directory.afterKill();
    Stored.abandon(tsdb);
    try (var again = open()) {
      assertThat(hints(again)).hasSize(60 * 9).containsOnly(ResetHint.GAUGE);
    }
    try (var fromCheckpoint = open()) {
      assertThat(hints(fromCheckpoint)).hasSize(60 * 9).containsOnly(ResetHint.GAUGE);
    }
  }

  @Test
  void aStartTimestampIsOfTheNextSampleOnly() throws IOException {
    var other = Labels.of("__name__", "requests_total");
    try (var tsdb = open()) {
      try (var appender = tsdb.appender(0)) {
        int second = appender.series(other);
        appender.append(appender.series(LATENCY), NOW, counter(1, 2, 3));
        appender.startTimestamp(second, NOW - 9);
        appender.commit(Durability.SYNCED);
        appender.append(second, NOW, 1);
        appender.commit(Durability.SYNCED);
      }
      assertThat(read(tsdb).starts()).as("a commit ends it").isNull();
      try (var appender = tsdb.appender(0)) {
        int second = appender.series(other);
        appender.startTimestamp(second, NOW - 2_000);
        appender.startTimestamp(appender.series(LATENCY), NOW - 3_000);
        appender.append(second, NOW + 3, 1);
        appender.append(second, NOW + 4, 1);
        appender.append(appender.series(LATENCY), NOW + 4, counter(1, 2, 3));
        appender.commit(Durability.SYNCED);
      }
      var samples = read(tsdb);
      assertThat(Arrays.copyOf(samples.starts(), samples.size()))
          .containsExactly(0, NOW - 2_000, 0, 0, NOW - 3_000);
    }
  }

  @Test
  void aSeriesOfHistogramsThatEndsLeavesTheHeadAsOthersDo() throws IOException {
    try (var tsdb = open()) {
      append(tsdb, NOW, counter(1, 2, 3));
      append(tsdb, NOW + 10, counter(2, 2, 3));
      try (var appender = tsdb.appender(0)) {
        int series = appender.series(LATENCY);
        appender.append(series, NOW + 20, StaleNan.VALUE);
        appender.commit(Durability.SYNCED);
      }
      for (int hour = 0; hour < 12; hour++) {
        clock.advance(Duration.ofHours(1));
        tsdb.maintain();
      }
      assertThat(tsdb.stats(1).series()).isZero();
      var samples = read(tsdb);
      assertThat(samples.size()).isEqualTo(3);
      assertThat(samples.histogram(1)).isEqualTo(counter(2, 2, 3).withHint(ResetHint.NOT_RESET));
      assertThat(StaleNan.is(samples.values()[2])).isTrue();
    }
  }

  @Test
  void aDumpPrintsThem() throws IOException {
    try (var tsdb = open()) {
      append(tsdb, NOW, counter(1, 0, 3));
    }
    var out = new ByteArrayOutputStream();
    try (var reader = TsdbReader.open(directory)) {
      var stream = new PrintStream(out, true, UTF_8);
      TsdbDump.print(reader, List.of(Stored.ANY), 0, Long.MAX_VALUE, stream);
    }
    assertThat(out.toString(UTF_8))
        .startsWith("{__name__=\"latency\", job=\"node\"} {count:5, sum:1.6666666666666667, ")
        .endsWith("} 1700000000000\n");
  }
}
