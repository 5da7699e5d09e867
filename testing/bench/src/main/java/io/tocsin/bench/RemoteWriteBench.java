package io.tocsin.bench;

import io.tocsin.bench.Report.Row;
import io.tocsin.bench.Report.Unit;
import io.tocsin.bench.load.Pace;
import io.tocsin.bench.load.TapeColumns;
import java.io.IOException;
import java.nio.file.Path;

/// Remote write of many series: cost per sample, memory, disk, and a kill -9 when all is
/// acknowledged.
final class RemoteWriteBench {
  private final Setup setup;
  private final int hosts;
  private final int steps;
  private final String section;
  private final TapeColumns columns;

  RemoteWriteBench(Setup setup, int hosts, int steps) throws IOException {
    this.setup = setup;
    this.hosts = hosts;
    this.steps = steps;
    this.columns = setup.columns();
    this.section =
        "Remote write 1.0, %,d series x %d samples"
            .formatted(hosts * columns.series().size(), steps);
  }

  /// The row of a gate: samples per CPU-second.
  Row rate() {
    return row("samples per CPU-second", Unit.PER_CPU_SECOND);
  }

  Row ready() {
    return row("kill -9, then ready", Unit.SECONDS);
  }

  void run() throws IOException, InterruptedException {
    setup.each(
        "remote-write-" + hosts,
        (peer, dir) -> {
          var load = new RemoteWriteLoad(columns, shape());
          try (var process = PeerProcess.start(peer, dir, Setup.NO_TARGETS)) {
            process.awaitReady();
            push(process, load);
            crash(process, dir, load);
          }
        });
  }

  RemoteWriteLoad.Shape shape() {
    return RemoteWriteLoad.Shape.endingAt(
        Setup.pushEndMillis(), hosts, Size.HOSTS_PER_REQUEST, steps);
  }

  /// Pushes the load and reports what it cost, including the work left behind the answers.
  void push(PeerProcess process, RemoteWriteLoad load) throws IOException, InterruptedException {
    var peer = process.peer();
    var report = setup.report();
    var before = process.stats();
    long start = System.nanoTime();
    load.push(process.web());
    report.put(row("wall clock of the push", Unit.SECONDS), peer, Pace.secondsSince(start));
    setup.settle();
    var after = process.stats();
    double samples = load.acknowledged();
    report.put(rate(), peer, samples / (after.cpuSeconds() - before.cpuSeconds()));
    report.put(row("RSS", Unit.MEGABYTES), peer, after.residentBytes());
    report.put(row("RSS at its peak", Unit.MEGABYTES), peer, after.peakBytes());
    report.put(row("data directory", Unit.MEGABYTES), peer, process.diskBytes("."));
    report.put(row("samples acknowledged", Unit.COUNT), peer, samples);
  }

  /// Kills the peer, starts it again and counts what is missing.
  void crash(PeerProcess process, Path dir, RemoteWriteLoad load) throws IOException {
    var peer = process.peer();
    process.kill();
    try (var again = PeerProcess.start(peer, dir, Setup.NO_TARGETS)) {
      setup.report().put(ready(), peer, again.awaitReady());
      setup
          .report()
          .put(row("RSS when ready again", Unit.MEGABYTES), peer, again.stats().residentBytes());
      long missing = new StoredSamples(load, columns).missing(again);
      setup.report().put(row("acknowledged samples missing", Unit.COUNT), peer, missing);
    }
  }

  private Row row(String title, Unit unit) {
    return new Row(section, title, unit);
  }
}
