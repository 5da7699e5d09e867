package io.tocsin.bench;

import io.tocsin.bench.Report.Row;
import io.tocsin.bench.Report.Unit;
import io.tocsin.bench.answer.Answer;
import io.tocsin.bench.load.Pace;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// Scraping many node_exporters every 10 s: cost per sample, memory, disk while fresh, and what a
/// kill -9 in the middle costs.
final class ScrapeBench {
  private static final Duration QUERY_LIMIT = Duration.ofMinutes(2);
  private static final String SHOWN = "sum(count_over_time(node_load1{job=\"farm\"}[30m]))";
  private static final String PRESENT = "count(node_load1{job=\"farm\"})";

  private final Setup setup;
  private final int targets;
  private final String section;

  ScrapeBench(Setup setup, int targets) {
    this.setup = setup;
    this.targets = targets;
    this.section = "Scrape, %,d targets every 10 s".formatted(targets);
  }

  /// The row of a gate: samples per CPU-second.
  Row rate() {
    return row("second half: samples per CPU-second", Unit.PER_CPU_SECOND);
  }

  /// The row of a gate: resident memory at the end.
  Row resident() {
    return row("RSS at the end", Unit.MEGABYTES);
  }

  /// The row of a gate: seconds from the start to ready after kill -9.
  Row ready() {
    return row("kill -9, then ready", Unit.SECONDS);
  }

  void run() throws IOException, InterruptedException {
    int samplesPerScrape = setup.columns().series().size();
    setup.each(
        "scrape-" + targets,
        (peer, dir) -> {
          try (var farm = FarmProcess.start(setup.tape(), targets)) {
            var config = config(farm.addresses());
            var process = PeerProcess.start(peer, dir, config);
            try (process) {
              process.awaitReady();
              measure(process, farm, samplesPerScrape);
              crash(process, dir, config);
            }
          }
        });
  }

  private void measure(PeerProcess process, FarmProcess farm, int samplesPerScrape)
      throws IOException {
    var half = Duration.ofSeconds(setup.size().scrapeSeconds() / 2);
    var peer = process.peer();
    Pace.pause(half);
    var before = process.stats();
    long servedBefore = farm.served();
    long start = System.nanoTime();
    Pace.pause(half);
    var after = process.stats();
    long served = farm.served();
    double cpu = Math.max(0.01, after.cpuSeconds() - before.cpuSeconds());
    double samples = (double) (served - servedBefore) * samplesPerScrape;
    var report = setup.report();
    report.put(rate(), peer, samples / cpu);
    report.put(row("second half: cores", Unit.CORES), peer, cpu / Pace.secondsSince(start));
    report.put(resident(), peer, after.residentBytes());
    report.put(row("RSS at its peak", Unit.MEGABYTES), peer, after.peakBytes());
    report.put(
        row("disk per sample while fresh", Unit.BYTES_PER_SAMPLE),
        peer,
        process.diskBytes(".") / ((double) served * samplesPerScrape));
    report.put(row("scrapes answered", Unit.COUNT), peer, served);
  }

  private void crash(PeerProcess process, Path dir, String config) throws IOException {
    var peer = process.peer();
    long timeMillis = System.currentTimeMillis() - 1_000;
    double shown = ask(process, SHOWN, timeMillis);
    double present = ask(process, PRESENT, timeMillis);
    process.kill();
    try (var again = PeerProcess.start(peer, dir, config)) {
      setup.report().put(ready(), peer, again.awaitReady());
      boolean isRight =
          Pace.await(
              () -> askOrZero(again, PRESENT, timeMillis) >= present,
              Duration.ofMillis(20),
              Duration.ofSeconds(30));
      setup
          .report()
          .put(
              row("kill -9, then first right answer", Unit.SECONDS),
              peer,
              isRight ? again.secondsSinceStart() : Double.NaN);
      setup.report().put(row("node_load1 samples shown before", Unit.COUNT), peer, shown);
      double lost = shown - ask(again, SHOWN, timeMillis);
      setup.report().put(row("of them missing afterwards", Unit.COUNT), peer, lost);
    }
  }

  private Row row(String title, Unit unit) {
    return new Row(section, title, unit);
  }

  private static double askOrZero(PeerProcess process, String promql, long timeMillis) {
    try {
      return ask(process, promql, timeMillis);
    } catch (IOException _) {
      return 0;
    }
  }

  private static double ask(PeerProcess process, String promql, long timeMillis)
      throws IOException {
    var path = new Question(false, promql).path(timeMillis, process.peer());
    return Answer.parse(process.web().get(path, QUERY_LIMIT).body()).single();
  }

  private static String config(List<String> addresses) {
    var config = new StringBuilder("global:\n  scrape_interval: 10s\n  scrape_timeout: 10s\n");
    config.append("scrape_configs:\n- job_name: farm\n  static_configs:\n");
    int perGroup = Math.max(1, (addresses.size() + 3) / 4);
    for (int from = 0; from < addresses.size(); from += perGroup) {
      int end = Math.min(from + perGroup, addresses.size());
      config.append("  - labels: {env: production, dc: dc-").append(from / perGroup).append("}\n");
      config.append("    targets:\n");
      addresses
          .subList(from, end)
          .forEach(address -> config.append("    - '").append(address).append("'\n"));
    }
    return config.toString();
  }
}
