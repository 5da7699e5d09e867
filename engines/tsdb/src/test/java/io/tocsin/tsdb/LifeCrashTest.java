package io.tocsin.tsdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tocsin.model.Appender.Durability;
import io.tocsin.model.Appender.Outcome;
import io.tocsin.model.Labels;
import io.tocsin.model.Matcher;
import io.tocsin.model.StaleNan;
import io.tocsin.model.StoreException;
import io.tocsin.testkit.CrashableDirectory;
import io.tocsin.testkit.ManualClock;
import io.tocsin.testkit.SeededTest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;

/// Whatever the store was doing when the machine stopped, taking in, checkpointing, cutting,
/// merging or deleting: what was acknowledged is there, and nothing that was never written.
class LifeCrashTest {
  private static final TsdbOptions OPTIONS =
      TsdbOptions.defaults()
          .withBlockMillis(600_000)
          .withOutOfOrderMillis(600_000)
          .withRetentionMillis(Duration.ofHours(20).toMillis())
          .withSegmentBytes(1 << 13);

  private final ManualClock clock = new ManualClock(1_700_000_000_000L);

  /// What may be there, and of that what must be.
  private final TreeMap<Labels, TreeMap<Long, Long>> written = new TreeMap<>();

  private final TreeMap<Labels, TreeMap<Long, Long>> acknowledged = new TreeMap<>();

  @SeededTest(seeds = 25)
  void whatWasAcknowledgedIsThereAfterACrashInTheMiddleOfAnything(Random random)
      throws IOException {
    var directory = new CrashableDirectory();
    for (int life = 0; life < 5; life++) {
      Tsdb tsdb = null;
      try {
        directory.dieAfter(random.nextInt(random.nextBoolean() ? 60 : 600));
        tsdb = open(directory);
        live(tsdb, random);
      } catch (IOException | StoreException e) {
        // The crash.
      }
      boolean power = random.nextInt(4) > 0;
      directory = power ? directory.afterPowerLoss(random) : directory.afterKill();
      if (tsdb != null) {
        Stored.abandon(tsdb);
      }
      try (var after = open(directory)) {
        compare(Stored.read(after));
      }
    }
  }

  private Tsdb open(CrashableDirectory directory) throws IOException {
    return Tsdb.open(directory, OPTIONS, clock, new PrometheusRegistry());
  }

  private void compare(TreeMap<Labels, TreeMap<Long, Long>> found) {
    long oldest = clock.millis() - OPTIONS.retentionMillis();
    acknowledged.forEach((labels, samples) -> {
      var kept = new TreeMap<>(samples.tailMap(oldest));
      assertThat(found.getOrDefault(labels, new TreeMap<>()))
          .as("%s", labels)
          .containsAllEntriesOf(kept);
    });
    found.forEach((labels, samples) ->
        assertThat(written.getOrDefault(labels, new TreeMap<>()))
            .as("%s", labels)
            .containsAllEntriesOf(samples));
    written.clear();
    acknowledged.clear();
    found.forEach((labels, samples) -> {
      written.put(labels, new TreeMap<>(samples));
      acknowledged.put(labels, new TreeMap<>(samples));
    });
  }

  private void live(Tsdb tsdb, Random random) throws IOException {
    for (int step = random.nextInt(60); step > 0; step--) {
      switch (random.nextInt(8)) {
        case 0, 1 -> tsdb.maintain();
        case 2 -> clock.advance(Duration.ofMinutes(random.nextInt(60)));
        case 3 -> rarely(tsdb, random);
        default -> transaction(tsdb, random);
      }
    }
  }

  private void rarely(Tsdb tsdb, Random random) throws IOException {
    switch (random.nextInt(4)) {
      case 0 -> tsdb.cleanTombstones();
      case 1 -> {
        var copy = new CrashableDirectory();
        tsdb.snapshot(copy, true);
        try (var opened = open(copy)) {
          Stored.same(Stored.read(opened), Stored.read(tsdb));
        }
      }
      default -> delete(tsdb, random);
    }
  }

  private void delete(Tsdb tsdb, Random random) throws IOException {
    var type = random.nextBoolean() ? Matcher.Type.EQUAL : Matcher.Type.REGEX;
    var matcher = new Matcher(type, "instance", "h" + random.nextInt(9));
    if (type == Matcher.Type.REGEX) {
      matcher = new Matcher(type, "instance", "h" + random.nextInt(9) + ".*");
    }
    long min = clock.millis() - random.nextInt(7_000_000);
    long max = random.nextInt(4) == 0 ? Long.MAX_VALUE : min + random.nextInt(7_000_000);
    remove(acknowledged, matcher, min, max);
    tsdb.delete(List.of(matcher), min, max);
    remove(written, matcher, min, max);
  }

  private static void remove(
      TreeMap<Labels, TreeMap<Long, Long>> from, Matcher matcher, long min, long max) {
    from.forEach((labels, samples) -> {
      if (matcher.matches(labels)) {
        samples.subMap(min, true, max, true).clear();
      }
    });
  }

  private void transaction(Tsdb tsdb, Random random) throws IOException {
    clock.advance(Duration.ofSeconds(15 + random.nextInt(120)));
    var mine = new TreeMap<Labels, TreeMap<Long, Long>>();
    try (var appender = tsdb.appender(1)) {
      for (int i = random.nextInt(60); i > 0; i--) {
        var labels = Labels.of("__name__", "up", "instance", "h" + random.nextInt(80));
        long time = clock.millis() - (random.nextInt(5) == 0 ? random.nextInt(599_000) : 0);
        var sample =
            random.nextInt(3) == 0
                ? Stored.Sample.random(random, null, time)
                : Stored.Sample.of(random.nextInt(6) == 0 ? StaleNan.VALUE : random.nextInt());
        int id = appender.series(labels);
        if (!taken(labels, time) && sample.append(appender, id, time) == Outcome.ACCEPTED) {
          written.computeIfAbsent(labels, key -> new TreeMap<>()).put(time, sample.bits());
          mine.computeIfAbsent(labels, key -> new TreeMap<>()).put(time, sample.bits());
        }
      }
      appender.commit(Durability.SYNCED);
    }
    mine.forEach((labels, samples) ->
        acknowledged.computeIfAbsent(labels, key -> new TreeMap<>()).putAll(samples));
  }

  private boolean taken(Labels labels, long time) {
    return written.getOrDefault(labels, new TreeMap<>()).containsKey(time);
  }
}
