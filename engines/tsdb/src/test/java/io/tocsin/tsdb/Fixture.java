package io.tocsin.tsdb;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tocsin.kit.Directory;
import io.tocsin.model.Appender.Durability;
import io.tocsin.model.Labels;
import io.tocsin.model.Matcher;
import io.tocsin.model.StaleNan;
import io.tocsin.testkit.CrashableDirectory;
import io.tocsin.testkit.ManualClock;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A store's directory as some version of the program left it when it was killed: blocks, a
/// checkpoint and a log, with a text of what they hold. `main` writes one with the version at hand;
/// it is committed when a format changes and must open from then on.
final class Fixture {
  static final long NOW = 1_700_000_000_000L;
  static final String EXPECTED = "expected.txt";

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
      appender.commit(Durability.SYNCED);
    }
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
      if (!file.getKey().equals(EXPECTED)) {
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
