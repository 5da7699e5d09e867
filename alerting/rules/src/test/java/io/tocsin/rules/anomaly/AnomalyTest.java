package io.tocsin.rules.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tocsin.kit.Yaml;
import io.tocsin.model.Labels;
import io.tocsin.rules.RangeQueries;
import io.tocsin.rules.condition.Catalogue;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.LongToDoubleFunction;
import org.junit.jupiter.api.Test;

class AnomalyTest {
  private static final long STEP = 300_000;
  private static final long DAY = 86_400_000;
  private static final long NOW = 60 * DAY + 12 * 3_600_000;

  private static Detection watching(Direction direction, double valueMin) {
    return new Detection(STEP, 4.5, 0.1, 0, valueMin, direction);
  }

  /// A series that begins so many days ago.
  private static Points since(int days, LongToDoubleFunction value) {
    return time -> time < NOW - days * DAY ? Double.NaN : value.applyAsDouble(time);
  }

  private static double wave(long time) {
    return 100 + 40 * Math.sin(2 * Math.PI * time / DAY);
  }

  @Test
  void aBandFollowsTheTimeOfTheWeek() {
    var bands = new Bands(Detection.USUAL);
    for (long time = NOW; time < NOW + DAY; time += 3_600_000) {
      var band = bands.at(since(40, AnomalyTest::wave), time);
      assertThat(band.expected()).isCloseTo(wave(time), within(0.5));
      assertThat(band.upper()).isBetween(wave(time) * 1.09, wave(time) * 1.4);
      assertThat(band.lower()).isBetween(wave(time) * 0.6, wave(time) * 0.92);
    }
  }

  @Test
  void twoWeeksGiveWeeksAndTwoDaysGiveDaysAndLessGivesNothing() {
    var bands = new Bands(Detection.USUAL);
    // Every seventh day is another.
    LongToDoubleFunction weekly = time -> time / DAY % 7 == NOW / DAY % 7 ? 500 : 100;
    assertThat(bands.at(since(15, weekly), NOW).expected()).isCloseTo(500, within(1e-6));
    // Of the seven days before, one was such a day; today's level of 500 counts twice at most.
    assertThat(bands.at(since(13, weekly), NOW).expected()).isCloseTo(200, within(1e-6));
    assertThat(bands.at(since(3, time -> 100), NOW).expected()).isEqualTo(100);
    assertThat(bands.at(since(1, time -> 100), NOW)).isNull();
  }

  @Test
  void whatGrowsFromWeekToWeekIsExpectedWhereItHasGrownTo() {
    var growing = since(40, time -> 100 * Math.pow(1.15, (double) time / (7 * DAY)));
    var band = new Bands(Detection.USUAL).at(growing, NOW);
    assertThat(band.expected()).isCloseTo(growing.at(NOW), within(growing.at(NOW) * 0.02));
  }

  @Test
  void theSpikeOfANightlyJobIsNormalAndTheSameSpikeAtNoonIsNot() {
    LongToDoubleFunction cron = time -> time % DAY < 3 * STEP ? 400 : 100;
    long night = NOW - NOW % DAY + DAY + STEP;
    var detector = new AnomalyDetector(Detection.USUAL);
    assertThat(detector.at(since(40, cron), night).isAnomalous()).isFalse();
    var noon =
        since(40, time -> time > NOW - 2 * STEP && time <= NOW ? 400 : cron.applyAsDouble(time));
    assertThat(detector.at(noon, NOW).isAnomalous()).isTrue();
  }

  @Test
  void onePointOutsideIsNoAnomalyAndTwoOfThreeAre() {
    var detector = new AnomalyDetector(Detection.USUAL);
    assertThat(detector.at(raised(0), NOW).isAnomalous()).isFalse();
    assertThat(detector.at(raised(0), NOW).score()).isGreaterThan(1);
    assertThat(detector.at(raised(0, 1), NOW).isAnomalous()).isTrue();
    assertThat(detector.at(raised(0, 2), NOW).isAnomalous()).isTrue();
    assertThat(detector.at(raised(1, 2), NOW).isAnomalous()).isTrue();
    assertThat(detector.at(raised(1, 2), NOW).score()).isLessThan(1);
    assertThat(detector.at(raised(0, 3), NOW).isAnomalous()).isFalse();
  }

  private static Points raised(int... ago) {
    return since(
        40,
        time -> {
          for (int steps : ago) {
            if (time == NOW - steps * STEP) {
              return 300;
            }
          }
          return 100;
        });
  }

  @Test
  void aSideThatNobodyAskedForAndWhatIsSmallAreNoAnomaly() {
    var up = raised(0, 1);
    var down = since(40, time -> time > NOW - 2 * STEP && time <= NOW ? 10 : 100);
    assertThat(anomalous(up, watching(Direction.UP, 0))).isTrue();
    assertThat(anomalous(up, watching(Direction.DOWN, 0))).isFalse();
    assertThat(anomalous(down, watching(Direction.UP, 0))).isFalse();
    assertThat(anomalous(down, watching(Direction.DOWN, 0))).isTrue();
    assertThat(anomalous(up, watching(Direction.BOTH, 301))).isFalse();
    assertThat(anomalous(up, watching(Direction.BOTH, 300))).isTrue();
    assertThat(anomalous(up, new Detection(STEP, 4.5, 0.1, 250, 0, Direction.BOTH))).isFalse();
  }

  private static boolean anomalous(Points points, Detection detection) {
    return new AnomalyDetector(detection).at(points, NOW).isAnomalous();
  }

  @Test
  void theCalculatorAsksForLittleAndSaysWhatTheDetectorSaysOfEverything() {
    var random = new Random(7);
    var made = SimulatedSeries.of(SimulatedSeries.Kind.TRAFFIC, random);
    var asked = new ArrayList<Long>();
    RangeQueries queries =
        (query, start, end, step) -> {
          asked.add((end - start) / step + 1);
          return series(made.grid(), start, end, step);
        };
    var rule =
        AnomalyRule.read(
                Yaml.parse("a.yml", "- {name: traffic, of: requests, direction: both}"),
                Catalogue.read(Yaml.parse("c.yml", "requests: http_requests")))
            .getFirst();
    var detector = new AnomalyDetector(Detection.USUAL);
    for (int i = 0; i < 200; i++) {
      int point = SimulatedSeries.POINTS - 1 - random.nextInt(SimulatedSeries.SCORED);
      var samples = new AnomalyCalculator(queries).at(rule, point * STEP);
      var verdict = detector.at(made.grid(), point * STEP);
      assertThat(samples).hasSize(5);
      assertThat(samples.get(0).labels().toString()).isEqualTo("traffic:anomaly{job=\"a\"}");
      assertThat(samples.get(0).value()).isEqualTo(verdict.isAnomalous() ? 1 : 0);
      assertThat(samples.get(2).value()).isEqualTo(verdict.band().expected());
      assertThat(samples.get(4).labels().metricName()).isEqualTo("traffic:anomaly_upper");
      assertThat(samples.get(4).value()).isEqualTo(verdict.band().upper());
    }
    assertThat(asked).hasSize(200 * 5).allMatch(steps -> steps < 50);
  }

  private static List<RangeQueries.Series> series(Grid grid, long start, long end, long step) {
    int count = (int) ((end - start) / step) + 1;
    var times = new long[count];
    var values = new double[count];
    for (int i = 0; i < count; i++) {
      times[i] = start + i * step;
      values[i] = grid.at(times[i]);
    }
    return List.of(new RangeQueries.Series(Labels.of("job", "a"), times, values));
  }

  @Test
  void nineOfTenFaultsAreFoundWithHardlyAFalseAlarm() {
    var lines = AnomalyBench.run(List.of(1L, 2L, 3L));
    var all = lines.getLast();
    assertThat(all.rule().faults()).isEqualTo(570);
    assertThat(all.rule().caught()).isGreaterThanOrEqualTo(all.rule().faults() * 9 / 10);
    assertThat(all.rule().falsePerDay()).isLessThanOrEqualTo(0.1);
    // The faults are neither too easy nor too hard: a plain z-score finds these.
    assertThat(all.zScore().caught() * 100 / all.zScore().faults()).isBetween(60, 75);
    assertThat(lines).hasSize(6).allMatch(line -> line.worst() < 0.5);
  }
}
