package io.tocsin.bench;

import io.tocsin.bench.load.Pace;
import io.tocsin.bench.load.Tape;
import io.tocsin.bench.load.TapeColumns;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// What every scenario is given: who takes part, how big it is, where it may write, where it
/// reports.
///
/// @param conformance the folder of public dashboards and the like; a scenario that needs it says
///   so where it is absent
record Setup(
    List<Peer> peers,
    Size size,
    Path tape,
    Path conformance,
    Path workDir,
    Report report,
    PrintStream progress) {
  /// A configuration that scrapes nothing.
  static final String NO_TARGETS = "global:\n  scrape_interval: 15s\nscrape_configs: []\n";

  /// The same, and samples may be late by two hours. VictoriaMetrics takes late samples unasked,
  /// and refuses a section that it does not know.
  static String lateConfig(Peer peer) {
    return peer.kind() == Peer.Kind.VICTORIA
        ? NO_TARGETS
        : NO_TARGETS + "storage:\n  tsdb:\n    out_of_order_time_window: 2h\n";
  }

  StoreSize storeSize() {
    return StoreSize.of(size);
  }

  /// Measures one peer in one scenario.
  interface Scenario {
    void measure(Peer peer, Path dir) throws IOException, InterruptedException;
  }

  /// Runs a scenario for each peer in turn, each in a new directory that is deleted afterwards.
  void each(String name, Scenario scenario) throws IOException, InterruptedException {
    for (var peer : peers) {
      var dir = workDir.resolve(name + "-" + peers.indexOf(peer));
      PeerProcess.delete(dir);
      long start = System.nanoTime();
      progress.println(name + ": " + peer.name());
      try {
        scenario.measure(peer, dir);
      } catch (IOException e) {
        // One peer's failure is a result; the others are still measured.
        report.failure(name + ": " + peer.name() + ": " + e.getMessage());
      }
      progress.printf("%s: %s took %.0f s%n", name, peer.name(), Pace.secondsSince(start));
      PeerProcess.delete(dir);
    }
  }

  /// Gives a peer time for what it does behind the answer: flushing, sealing, merging.
  void settle() {
    Pace.pause(Duration.ofSeconds(size.settleSeconds()));
  }

  TapeColumns columns() throws IOException {
    return TapeColumns.of(Tape.read(tape));
  }

  /// The time at which pushed samples end: a minute ago, before anything a peer collects itself.
  static long pushEndMillis() {
    long step = RemoteWriteLoad.Shape.STEP_MILLIS;
    return (System.currentTimeMillis() - 60_000) / step * step;
  }
}
