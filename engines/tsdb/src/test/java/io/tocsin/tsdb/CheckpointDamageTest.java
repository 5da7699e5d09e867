package io.tocsin.tsdb;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tocsin.model.Appender.Durability;
import io.tocsin.model.Labels;
import io.tocsin.model.StoreException;
import io.tocsin.testkit.CrashableDirectory;
import io.tocsin.testkit.ManualClock;
import io.tocsin.testkit.SeededTest;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// A checkpoint that cannot be read costs what only it held, and nothing else.
class CheckpointDamageTest {
  private final ManualClock clock = new ManualClock(1_700_000_000_000L);
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final TreeMap<Labels, TreeMap<Long, Long>> written = new TreeMap<>();
  private CrashableDirectory directory = new CrashableDirectory();

  private Tsdb open() throws IOException {
    return Tsdb.open(directory, TsdbOptions.defaults(), clock, new PrometheusRegistry());
  }

  private Tsdb openCounting() throws IOException {
    return Tsdb.open(directory, TsdbOptions.defaults(), clock, registry);
  }

  private void append(Tsdb tsdb, Labels labels, double value) throws IOException {
    try (var appender = tsdb.appender(0)) {
      appender.append(appender.series(labels), clock.millis(), value);
      appender.commit(Durability.SYNCED);
    }
    written
        .computeIfAbsent(labels, key -> new TreeMap<>())
        .put(clock.millis(), Double.doubleToRawLongBits(value));
  }

  private static Labels series(int number) {
    return Labels.of("__name__", "m", "i", "" + number);
  }

  private String checkpoint() {
    return directory.list().stream()
        .filter(name -> name.matches("checkpoint-\\d+"))
        .findFirst()
        .orElseThrow();
  }

  private void fill(Tsdb tsdb, Random random) throws IOException {
    for (int step = 100 + random.nextInt(300); step > 0; step--) {
      clock.advance(Duration.ofSeconds(20 + random.nextInt(100)));
      append(tsdb, series(random.nextInt(20)), random.nextInt());
      if (random.nextInt(20) == 0) {
        tsdb.maintain();
      }
    }
  }

  private void damage(Random random) throws IOException {
    var name = checkpoint();
    long size = directory.size(name);
    switch (random.nextInt(3)) {
      case 0 -> directory.flip(name, random.nextLong(size));
      case 1 -> directory.truncate(name, random.nextLong(size));
      default -> {
        for (int i = random.nextInt(50); i >= 0; i--) {
          directory.flip(name, random.nextLong(size));
        }
      }
    }
  }

  private void assertNothingInvented(TreeMap<Labels, TreeMap<Long, Long>> found) {
    found.forEach((labels, samples) -> {
      assertThat(written).containsKey(labels);
      assertThat(written.get(labels)).containsAllEntriesOf(samples);
    });
  }

  @SeededTest(seeds = 25)
  void theStoreStartsWithBlocksLogAndWhatIsReadable(Random random) throws IOException {
    var tsdb = open();
    fill(tsdb, random);
    tsdb.close();
    TreeMap<Labels, TreeMap<Long, Long>> inBlocks;
    var before = directory.afterKill();
    directory = before;
    damage(random);
    var name = checkpoint();
    readersSeeIt(name);
    try (var after = openCounting()) {
      assertThat(after.state().mode()).isEqualTo(TsdbState.Mode.DAMAGED);
      assertThat(after.state().reason()).contains("set aside: " + name + ".damaged");
      assertThat(Counted.value(registry, "tocsin_tsdb_checkpoint_damages", "")).isEqualTo(1);
      assertThat(directory.list()).contains(name + ".damaged").doesNotContain(name);
      inBlocks = Stored.read(after);
      assertNothingInvented(inBlocks);
      clock.advance(Duration.ofMinutes(1));
      append(after, series(3), 1);
      append(after, series(99), 2);
      assertNothingInvented(Stored.read(after));
    }
    try (var again = open()) {
      var found = Stored.read(again);
      assertNothingInvented(found);
      inBlocks.forEach((labels, samples) ->
          assertThat(found.get(labels)).as("%s", labels).containsAllEntriesOf(samples));
      assertThat(found.get(series(99))).hasSize(1);
      assertThat(directory.list()).contains(name + ".damaged");
    }
  }

  private void readersSeeIt(String checkpoint) throws IOException {
    var files = directory.list();
    var nowhere = new PrintStream(OutputStream.nullOutputStream(), false, UTF_8);
    assertThat(TsdbCheck.verify(directory, nowhere))
        .anySatisfy(finding -> assertThat(finding).contains(checkpoint));
    try (var reader = TsdbReader.open(directory);
        var querier = reader.querier(Long.MIN_VALUE, Long.MAX_VALUE)) {
      assertNothingInvented(Stored.read(querier));
    }
    assertThat(directory.list()).isEqualTo(files);
  }

  @SeededTest(seeds = 5)
  void anOlderCheckpointWithItsLogLosesNothing(Random random) throws IOException {
    var tsdb = open();
    fill(tsdb, random);
    clock.advance(Duration.ofMinutes(2));
    tsdb.maintain();
    append(tsdb, series(1), 17);
    clock.advance(Duration.ofMinutes(2));
    // It dies after the newer checkpoint has its name, before the older one is deleted.
    var older = checkpoint();
    for (int more = 0; newerThan(older).isEmpty(); more++) {
      var left = directory.afterKill();
      Stored.abandon(tsdb);
      directory = left;
      tsdb = open();
      clock.advance(Duration.ofMinutes(2));
      directory.dieAfter(more);
      maintain(tsdb);
      if (!directory.list().contains(older)) {
        // A block was due before and is not now: it came further than the time before.
        older = checkpoint();
        more = 0;
      }
    }
    directory = directory.afterKill();
    Stored.abandon(tsdb);
    directory.flip(newerThan(older).getFirst(), 40);
    try (var after = open()) {
      Stored.same(Stored.read(after), written);
      assertThat(after.state().mode()).isEqualTo(TsdbState.Mode.DAMAGED);
    }
  }

  private List<String> newerThan(String older) {
    return directory.list().stream()
        .filter(name -> name.matches("checkpoint-\\d+") && name.compareTo(older) > 0)
        .toList();
  }

  private static void maintain(Tsdb tsdb) {
    try {
      tsdb.maintain();
    } catch (IOException | StoreException e) {
      // The crash.
    }
  }

  @Test
  void seriesOfSectionsThatAreWholeAreKept() throws IOException {
    var tsdb = open();
    int series = 20_000;
    try (var appender = tsdb.appender(0)) {
      for (int i = 0; i < series; i++) {
        appender.append(appender.series(series(i)), clock.millis(), i);
      }
      appender.commit(Durability.SYNCED);
    }
    tsdb.close();
    directory = directory.afterKill();
    // The second section of series: behind the header and a first section.
    directory.flip(checkpoint(), directory.size(checkpoint()) / 4);
    try (var after = open()) {
      assertThat(Stored.read(after).size()).isBetween(series / 2, series - 1);
      assertThat(after.state().mode()).isEqualTo(TsdbState.Mode.DAMAGED);
    }
  }
}
