package io.tocsin.tsdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tocsin.model.Appender.Durability;
import io.tocsin.model.Appender.Outcome;
import io.tocsin.model.Histogram;
import io.tocsin.model.Labels;
import io.tocsin.model.Matcher;
import io.tocsin.model.StaleNan;
import io.tocsin.testkit.CrashableDirectory;
import io.tocsin.testkit.ManualClock;
import io.tocsin.testkit.SeededTest;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/// The store against a map of maps: whatever is appended, cut, checkpointed, closed and crashed.
class TsdbModelTest {
  private static final long NOW = 1_700_000_000_000L;
  private static final long WINDOW = Duration.ofHours(2).toMillis();

  private final ManualClock clock = new ManualClock(NOW);
  private final TreeMap<Labels, TreeMap<Long, Long>> model = new TreeMap<>();
  private final TreeMap<Labels, TreeMap<Long, Long>> pending = new TreeMap<>();
  private final Map<Labels, Histogram> newest = new HashMap<>();
  private int again;

  private Tsdb open(CrashableDirectory directory) throws IOException {
    return Tsdb.open(
        directory,
        TsdbOptions.defaults().withSegmentBytes(1 << 14),
        clock,
        new PrometheusRegistry());
  }

  @SeededTest(seeds = 15)
  void holdsWhatTheModelHolds(Random random) throws IOException {
    var directory = new CrashableDirectory();
    var tsdb = open(directory);
    for (int step = 0; step < 60; step++) {
      switch (random.nextInt(12)) {
        case 0 -> {
          tsdb.close();
          tsdb = open(directory);
        }
        case 1 -> {
          directory = directory.afterKill();
          Stored.abandon(tsdb);
          tsdb = open(directory);
        }
        case 2 -> clock.advance(Duration.ofMinutes(random.nextInt(200)));
        case 3 -> tsdb.maintain();
        case 4 -> delete(tsdb, random);
        default -> transaction(tsdb, random);
      }
      if (random.nextInt(8) == 0) {
        Stored.same(Stored.read(tsdb), model);
      }
    }
    Stored.same(Stored.read(tsdb), model);
    tsdb.maintain();
    selectionsAgree(tsdb, random);
    tsdb.close();
  }

  private void delete(Tsdb tsdb, Random random) throws IOException {
    var matchers = List.of(Stored.ANY, matcher(random));
    long min = clock.millis() - random.nextLong(Duration.ofDays(14).toMillis());
    long max = min + random.nextLong(Duration.ofDays(random.nextBoolean() ? 1 : 10).toMillis());
    tsdb.delete(matchers, min, max);
    model.forEach((labels, samples) -> {
      if (matchers.stream().allMatch(m -> m.matches(labels))) {
        samples.subMap(min, true, max, true).clear();
      }
    });
    model.values().removeIf(TreeMap::isEmpty);
    if (random.nextInt(8) == 0) {
      tsdb.cleanTombstones();
    }
  }

  private void transaction(Tsdb tsdb, Random random) throws IOException {
    pending.clear();
    again = 0;
    try (var appender = tsdb.appender(random.nextInt(3))) {
      int stored = 0;
      for (int n = random.nextInt(300); n > 0; n--) {
        var labels = labels(random);
        int id = appender.series(labels);
        long last = appender.lastTimestamp(id);
        long time = time(random, last);
        var sample = sample(labels, random, time);
        var outcome = sample.append(appender, id, time);
        long bits = sample.bits();
        if (time > last) {
          assertThat(outcome).isEqualTo(Outcome.ACCEPTED);
          pending.computeIfAbsent(labels, key -> new TreeMap<>()).put(time, bits);
          stored++;
        } else if (time < last) {
          stored += late(labels, time, bits, outcome, last);
        } else {
          assertThat(outcome).isIn(Outcome.DUPLICATE, Outcome.CONFLICT);
        }
      }
      if (random.nextInt(6) > 0) {
        var durability = random.nextBoolean() ? Durability.SYNCED : Durability.WRITTEN;
        assertThat(appender.commit(durability)).isBetween(stored, stored + again);
        pending.values().removeIf(TreeMap::isEmpty);
        pending.forEach((labels, samples) ->
            model.computeIfAbsent(labels, key -> new TreeMap<>()).putAll(samples));
      }
    }
  }

  /// What a block holds already may be accepted again; then what was there first counts.
  private int late(Labels labels, long time, long bits, Outcome outcome, long last) {
    if (time < last - WINDOW) {
      assertThat(outcome).isEqualTo(Outcome.TOO_OLD);
      return 0;
    }
    var before = model.getOrDefault(labels, new TreeMap<>()).get(time);
    var beside = pending.computeIfAbsent(labels, key -> new TreeMap<>());
    if (before == null) {
      assertThat(outcome).isEqualTo(Outcome.ACCEPTED);
      return beside.putIfAbsent(time, bits) == null ? 1 : 0;
    }
    assertThat(outcome)
        .isIn(before == bits ? Outcome.DUPLICATE : Outcome.CONFLICT, Outcome.ACCEPTED);
    again += outcome == Outcome.ACCEPTED ? 1 : 0;
    return 0;
  }

  private static Labels labels(Random random) {
    return Labels.of(
        "__name__", "m" + random.nextInt(3),
        "job", random.nextBoolean() ? "node" : "",
        "instance", "host-" + random.nextInt(12));
  }

  /// New series begin up to two weeks ago; the others go on, mostly on a grid.
  private long time(Random random, long last) {
    if (last == Long.MIN_VALUE) {
      return clock.millis() - random.nextLong(Duration.ofDays(14).toMillis());
    }
    return switch (random.nextInt(20)) {
      case 0 -> last;
      case 1 -> last - random.nextInt(100_000);
      case 4, 5 -> last - 15_000L * random.nextInt(500);
      case 2 -> Math.min(clock.millis(), last + random.nextInt(20_000_000));
      case 3 -> Math.min(clock.millis(), last + random.nextInt(20_000));
      default -> Math.min(clock.millis(), last + 15_000);
    };
  }

  /// Two of three series may have histograms and start timestamps, some of them floats beside.
  private Stored.Sample sample(Labels labels, Random random, long time) {
    int kind = Math.floorMod(labels.value("instance").hashCode(), 3);
    if (kind == 0 || (kind == 1 && random.nextInt(30) == 0)) {
      return Stored.Sample.of(value(random));
    }
    var sample = Stored.Sample.random(random, newest.get(labels), time);
    if (sample.histogram() != null) {
      newest.put(labels, sample.histogram());
    }
    return sample;
  }

  private static double value(Random random) {
    return switch (random.nextInt(8)) {
      case 0 -> StaleNan.VALUE;
      case 1 -> -0.0;
      case 2 -> Double.longBitsToDouble(random.nextLong());
      case 3 -> random.nextInt(1000) / 100.0;
      case 4 -> random.nextInt();
      default -> 1;
    };
  }

  private void selectionsAgree(Tsdb tsdb, Random random) {
    for (int i = 0; i < 20; i++) {
      var matchers = new ArrayList<Matcher>(List.of(Stored.ANY));
      matchers.add(matcher(random));
      matchers.add(matcher(random));
      long min = clock.millis() - random.nextLong(Duration.ofDays(14).toMillis());
      long max = min + random.nextLong(Duration.ofDays(3).toMillis());
      var expected = new TreeMap<Labels, TreeMap<Long, Long>>();
      model.forEach((labels, samples) -> {
        var inRange = new TreeMap<>(samples.subMap(min, true, max, true));
        if (!inRange.isEmpty() && matchers.stream().allMatch(m -> m.matches(labels))) {
          expected.put(labels, inRange);
        }
      });
      assertThat(Stored.read(tsdb, matchers, min, max)).as("%s", matchers).isEqualTo(expected);
    }
  }

  private static Matcher matcher(Random random) {
    var type = Matcher.Type.values()[random.nextInt(4)];
    var values =
        List.of("", "node", "host-1", "host-1.*", "host-(1|3)", "host-2|host-4", ".+", ".*");
    var name = List.of("job", "instance", "none").get(random.nextInt(3));
    return new Matcher(type, name, values.get(random.nextInt(values.size())));
  }
}
