package io.tocsin.tsdb;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tocsin.kit.Directory;
import io.tocsin.model.Appender;
import io.tocsin.model.Appender.Durability;
import io.tocsin.model.BucketLayout;
import io.tocsin.model.Exemplar;
import io.tocsin.model.Histogram;
import io.tocsin.model.Histogram.ResetHint;
import io.tocsin.model.Labels;
import io.tocsin.model.Matcher;
import io.tocsin.model.MetricMetadata;
import io.tocsin.model.MetricType;
import io.tocsin.model.StaleNan;
import io.tocsin.testkit.CrashableDirectory;
import io.tocsin.testkit.ManualClock;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A store's directory as some version of the program left it when it was killed: blocks, a
/// checkpoint and a log, with a text of what they hold. `main` writes one with the version at hand;
/// it is committed when a format changes and must open from then on.
final class Fixture {
  static final long NOW = 1_700_000_000_000L;
  static final String EXPECTED = "expected.txt";

  /// What is kept beside the samples; only where the version kept any.
  static final String SIDE = "side.txt";

  private Fixture() {}

  /// @param args the folder to write to, which must not hold files
  public static void main(String[] args) throws IOException {
    var clock = new ManualClock(NOW - Duration.ofHours(9).toMillis());
    var directory = new CrashableDirectory();
    var tsdb = Tsdb.open(directory, TsdbOptions.defaults(), clock, new PrometheusRegistry());
    for (int minute = 0; minute < 9 * 60; minute += 5) {
      scrape(tsdb, clock.millis(), minute);
      clock.advance(Duration.ofMinutes(5));
      if (minute < 8 * 60) {
        tsdb.maintain();
      }
      if (minute % 155 == 0) {
        long before = clock.millis() - Duration.ofMinutes(50).toMillis();
        tsdb.delete(List.of(Matcher.equal("instance", "h1")), before - 2_000_000, before);
      }
    }
    var text = new StringBuilder();
    Stored.read(tsdb).forEach((labels, samples) -> text.append(lines(labels, samples)));
    var folder = Files.createDirectories(Path.of(args[0]));
    var left = directory.afterKill();
    for (var name : left.list()) {
      try (var arena = Arena.ofConfined()) {
        Files.write(folder.resolve(name), left.map(name, arena).toArray(JAVA_BYTE));
      }
    }
    Files.writeString(folder.resolve(EXPECTED), text);
    Files.writeString(folder.resolve(SIDE), side(tsdb));
    Stored.abandon(tsdb);
  }

  private static void scrape(Tsdb tsdb, long time, int minute) throws IOException {
    try (var appender = tsdb.appender(1)) {
      for (int i = 0; i < 3; i++) {
        int id = appender.series(Labels.of("__name__", "total", "job", "ä", "instance", "h" + i));
        appender.append(id, time, minute * (i + 1));
        if (minute % 20 == 0) {
          appender.append(id, time - Duration.ofMinutes(62).toMillis(), minute);
        }
      }
      if (minute % 100 < 30) {
        int id = appender.series(Labels.of("__name__", "load", "round", "" + minute / 100));
        appender.append(id, time, minute % 100 == 25 ? StaleNan.VALUE : Math.sqrt(minute));
      }
      full(appender, time, minute);
      beside(appender, time, minute);
      appender.commit(Durability.SYNCED);
    }
  }

  /// Histograms of both kinds, and a counter with a start timestamp, some of them late.
  private static void full(Appender appender, long time, int minute) {
    long late = time - Duration.ofMinutes(62).toMillis();
    var exponential = BucketLayout.exponential(3, 0.001, new int[] {-4, 0, 2}, new int[] {1});
    int id = appender.series(Labels.of("__name__", "latency", "kind", "exponential"));
    appender.startTimestamp(id, time - minute * 60_000L);
    appender.append(id, time, histogram(exponential, ResetHint.UNKNOWN, minute % 200));
    if (minute % 20 == 0) {
      appender.append(id, late, histogram(exponential, ResetHint.UNKNOWN, minute));
    }
    var custom = BucketLayout.custom(new double[] {0.5, 1, 2.5}, new int[] {0, 1, 3});
    int gauge = appender.series(Labels.of("__name__", "latency", "kind", "custom"));
    if (minute % 60 == 55) {
      appender.append(gauge, time, StaleNan.VALUE);
    } else {
      appender.append(gauge, time, histogram(custom, ResetHint.GAUGE, Math.sqrt(minute)));
    }
    int started = appender.series(Labels.of("__name__", "started_total"));
    appender.startTimestamp(started, time - 1_000 - minute % 90 * 60_000L);
    appender.append(started, time, minute % 90);
    if (minute % 25 == 0) {
      appender.startTimestamp(started, late - 1);
      appender.append(started, late, minute);
    }
  }

  /// Exemplars and metadata; what is said of a family changes over time.
  private static void beside(Appender appender, long time, int minute) {
    int id = appender.series(Labels.of("__name__", "latency", "kind", "exponential"));
    var trace = Labels.of("trace_id", "t" + minute, "ä", "ö");
    appender.exemplar(id, new Exemplar(trace, Math.sqrt(minute), time - 7), minute % 10 == 0);
    if (minute % 100 == 0) {
      var help = "Said at minute " + minute + ".";
      appender.metadata("latency", new MetricMetadata(MetricType.HISTOGRAM, "seconds", help));
      appender.metadata("total_" + minute, new MetricMetadata(MetricType.COUNTER, "", "ä"));
    }
  }

  /// Returns the exemplars and the metadata that the store keeps, a line each.
  static String side(Tsdb tsdb) {
    var out = new StringBuilder();
    for (var of : tsdb.exemplars().exemplars(List.of(List.of(Stored.ANY)), 0, Long.MAX_VALUE)) {
      of.exemplars()
          .forEach(exemplar -> out.append(of.series()).append(' ').append(exemplar).append('\n'));
    }
    new TreeMap<>(tsdb.metadata().metadata())
        .forEach((family, said) -> out.append(family).append(' ').append(said).append('\n'));
    return out.toString();
  }

  private static Histogram histogram(BucketLayout layout, ResetHint hint, double count) {
    var buckets = new double[layout.size()];
    Arrays.fill(buckets, count);
    double zero = layout.isCustom() ? 0 : 2;
    return new Histogram(layout, hint, zero + buckets.length * count, count / 3, zero, buckets);
  }

  static String lines(Labels labels, Map<Long, Long> samples) {
    var out = new StringBuilder();
    samples.forEach((time, bits) ->
        out.append(labels)
            .append(' ')
            .append(time)
            .append(' ')
            .append(Long.toHexString(bits))
            .append('\n'));
    return out.toString();
  }

  /// Returns a directory in memory with the fixture's files.
  static CrashableDirectory load(Path folder) throws IOException {
    var directory = new CrashableDirectory();
    var files = new TreeMap<String, Path>();
    try (var list = Files.list(folder)) {
      list.forEach(file -> files.put(file.getFileName().toString(), file));
    }
    for (var file : files.entrySet()) {
      if (!file.getKey().endsWith(".txt")) {
        write(directory, file.getKey(), Files.readAllBytes(file.getValue()));
      }
    }
    directory.syncNames();
    return directory;
  }

  private static void write(Directory directory, String name, byte[] bytes) throws IOException {
    try (var out = directory.create(name)) {
      out.write(bytes, 0, bytes.length);
      out.sync();
    }
  }
}
