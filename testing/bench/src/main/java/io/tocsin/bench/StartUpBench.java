package io.tocsin.bench;

import io.tocsin.bench.Report.Row;
import io.tocsin.bench.Report.Unit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Cold start over an empty directory until ready, and what a process that does nothing costs.
final class StartUpBench {
  private static final String SECTION = "Start-up, empty";
  private static final Row READY = new Row(SECTION, "start to ready", Unit.SECONDS);
  private static final Row CPU = new Row(SECTION, "CPU until ready", Unit.SECONDS);
  private static final Row RESIDENT = new Row(SECTION, "RSS soon after", Unit.MEGABYTES);

  private final Setup setup;

  StartUpBench(Setup setup) {
    this.setup = setup;
  }

  void run() throws IOException, InterruptedException {
    setup.each(
        "startup",
        (peer, dir) -> {
          var ready = new ArrayList<Double>();
          var cpu = new ArrayList<Double>();
          var resident = new ArrayList<Double>();
          for (int i = 0; i < setup.size().starts(); i++) {
            var start = dir.resolve("start-" + i);
            try (var process = PeerProcess.start(peer, start, Setup.NO_TARGETS)) {
              ready.add(process.awaitReady());
              cpu.add(process.stats().cpuSeconds());
              setup.settle();
              resident.add((double) process.stats().residentBytes());
            }
          }
          setup.report().put(READY, peer, median(ready));
          setup.report().put(CPU, peer, median(cpu));
          setup.report().put(RESIDENT, peer, median(resident));
        });
  }

  static double median(List<Double> values) {
    var sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
