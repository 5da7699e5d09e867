package io.tocsin.tsdb;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tocsin.kit.Clock;
import io.tocsin.model.Appender.Durability;
import io.tocsin.model.Labels;
import io.tocsin.model.Matcher;
import io.tocsin.model.SampleBuffer;
import io.tocsin.tsdb.bench.BenchClock;
import io.tocsin.tsdb.bench.BenchQueries;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// A small load inside the process: makes series like node_exporter's, appends samples to them,
/// seals blocks, merges them, queries, opens the store again. What `tocsin tsdb bench` runs.
public final class TsdbBench {
  private static final int PER_TARGET = 500;
  private static final long STEP_MILLIS = 10_000;
  private static final long HOUR_MILLIS = 3_600_000;

  private final Path folder;
  private final int series;
  private final int samples;
  private final long firstMillis;
  private final BenchClock clock;
  private final PrintStream out;

  private TsdbBench(Path folder, int series, int samples, PrintStream out) {
    this.folder = folder;
    this.series = series;
    this.samples = samples;
    this.firstMillis = Clock.system().millis() - samples * STEP_MILLIS;
    this.clock = new BenchClock(firstMillis);
    this.out = out;
  }

  /// Runs the load in an empty folder, which keeps what was written, and prints what it cost.
  public static void run(Path folder, int series, int samples, PrintStream out) throws IOException {
    new TsdbBench(folder, series, samples, out).run();
  }

  private void run() throws IOException {
    long rssBefore = rss();
    try (var tsdb = open()) {
      long started = clock.nanos();
      var ids = register(tsdb);
      report("series registered", series, started);
      started = clock.nanos();
      append(tsdb, ids);
      report("samples appended", (long) series * samples, started);
      out.printf(
          Locale.ROOT,
          "resident: %,d bytes, %d more per series; head: %d bytes per series%n",
          rss(),
          (rss() - rssBefore) / series,
          tsdb.stats(1).headBytes() / series);
    }
    long started = clock.nanos();
    try (var tsdb = open()) {
      report("series after opening again", tsdb.stats(1).series(), started);
      seal(tsdb);
      started = clock.nanos();
      report("samples read", count(tsdb), started);
      new BenchQueries(tsdb, clock, out).run(firstMillis, lastMillis());
    }
    out.printf(
        Locale.ROOT, "disk: %.2f bytes per sample%n", (double) diskBytes() / series / samples);
  }

  private long lastMillis() {
    return firstMillis + (samples - 1) * STEP_MILLIS;
  }

  /// Lets the time pass in which the last windows are over, then that in which their blocks are
  /// merged.
  private void seal(Tsdb tsdb) throws IOException {
    long sealedBefore = blockSamples(tsdb);
    long started = clock.nanos();
    clock.set(lastMillis() + 4 * HOUR_MILLIS);
    tsdb.maintain();
    report("samples sealed to blocks", blockSamples(tsdb) - sealedBefore, started);
    int before = tsdb.blocks().size();
    started = clock.nanos();
    clock.set(lastMillis() + 48 * HOUR_MILLIS);
    tsdb.maintain();
    var what = "samples in blocks merged from " + before + " to " + tsdb.blocks().size();
    report(what, blockSamples(tsdb), started);
  }

  private static long blockSamples(Tsdb tsdb) {
    return tsdb.blocks().stream().mapToLong(block -> block.counts().samples()).sum();
  }

  private Tsdb open() throws IOException {
    return Tsdb.open(
        folder,
        TsdbOptions.defaults().withDurability(TsdbOptions.Durability.RELAXED),
        clock,
        new PrometheusRegistry());
  }

  private int[] register(Tsdb tsdb) throws IOException {
    var ids = new int[series];
    try (var appender = tsdb.appender(0)) {
      for (int i = 0; i < series; i++) {
        ids[i] =
            appender.series(
                Labels.of(
                    "__name__", "node_metric_" + i % PER_TARGET % 120 + "_total",
                    "instance", "host-" + i / PER_TARGET + ":9100",
                    "job", "node",
                    "env", "production",
                    "dc", "fra" + i / PER_TARGET % 4,
                    "device", "sd" + i % PER_TARGET / 120));
      }
    }
    return ids;
  }

  private void append(Tsdb tsdb, int[] ids) throws IOException {
    try (var appender = tsdb.appender(1)) {
      for (int sample = 0; sample < samples; sample++) {
        clock.set(firstMillis + sample * STEP_MILLIS);
        for (int start = 0; start < series; start += PER_TARGET) {
          int end = Math.min(series, start + PER_TARGET);
          for (int i = start; i < end; i++) {
            appender.append(ids[i], firstMillis + sample * STEP_MILLIS, value(i, sample));
          }
          appender.commit(Durability.WRITTEN);
        }
        tsdb.maintain();
      }
    }
  }

  /// Three of five series stand still; the others count, in whole numbers or hundredths.
  private static double value(int series, int sample) {
    return switch (series % 5) {
      case 0, 1, 2 -> series;
      case 3 -> series + (long) sample * (series % 89 + sample * 31 % 17);
      default -> series + sample * (series % 13 + 1) / 100.0;
    };
  }

  private static long count(Tsdb tsdb) {
    long read = 0;
    var any = new Matcher(Matcher.Type.REGEX, Labels.NAME, ".+");
    try (var querier = tsdb.querier(Long.MIN_VALUE, Long.MAX_VALUE);
        var found = querier.select(List.of(any), Long.MIN_VALUE, Long.MAX_VALUE)) {
      var buffer = new SampleBuffer();
      for (int i = 0; i < found.size(); i++) {
        buffer.clear();
        found.read(i, buffer);
        read += buffer.size();
      }
    }
    return read;
  }

  private void report(String what, long count, long startedNanos) {
    double seconds = (clock.nanos() - startedNanos) / 1e9;
    out.printf(Locale.ROOT, "%s: %,d in %.2f s, %,.0f/s%n", what, count, seconds, count / seconds);
  }

  private long diskBytes() throws IOException {
    long bytes = 0;
    try (var files = Files.list(folder)) {
      for (var file : files.toList()) {
        bytes += Files.size(file);
      }
    }
    return bytes;
  }

  /// Returns the resident memory of this process, or 0 where the system does not tell.
  private static long rss() throws IOException {
    var status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return 0;
    }
    for (var line : Files.readAllLines(status)) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
      }
    }
    return 0;
  }
}
