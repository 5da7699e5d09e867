package io.tocsin.bench;

import io.tocsin.bench.Question.Window;
import io.tocsin.bench.Report.Row;
import io.tocsin.bench.Report.Unit;
import io.tocsin.bench.load.Pace;
import io.tocsin.bench.load.TapeColumns;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What compaction costs those who ask: ingest at a steady pace, faster than real time, and
/// questions about its last hour, first while no two-hour boundary is crossed, then over several of
/// them.
final class CompactionBench {
  private static final long BOUNDARY_MILLIS = 7_200_000;
  // One hour is there already; five minutes are left before the boundary.
  private static final int HISTORY_STEPS = 60;
  private static final int QUIET_END = 115;
  private static final int BUSY_END = QUIET_END + 540;
  private static final Duration PAUSE = Duration.ofMillis(20);
  private static final List<Question> QUESTIONS =
      List.of(
          new Question(true, "sum by (mode) (rate(node_cpu_seconds_total[5m]))"),
          new Question(true, "node_load1{instance=\"host-3:9100\"}"),
          new Question(true, "avg by (dc) (node_memory_MemAvailable_bytes)"),
          new Question(false, "count({__name__=~\"node_.*\"})"));

  private final Setup setup;
  private final StoreSize size;
  private final TapeColumns columns;
  private final String section;

  CompactionBench(Setup setup) throws IOException {
    this.setup = setup;
    this.size = setup.storeSize();
    this.columns = setup.columns();
    this.section =
        "Compaction while serving, %,d series, a minute of samples every %d ms"
            .formatted(size.fewHosts() * columns.series().size(), size.paces().tickMillis());
  }

  void run() throws IOException, InterruptedException {
    long start =
        (System.currentTimeMillis() - BUSY_END * StoreSize.STEP_MILLIS)
            / BOUNDARY_MILLIS
            * BOUNDARY_MILLIS;
    setup.each(
        "compaction",
        (peer, dir) -> {
          var shape =
              RemoteWriteLoad.Shape.every(
                  StoreSize.STEP_MILLIS,
                  start + (BUSY_END - 1) * StoreSize.STEP_MILLIS,
                  size.fewHosts(),
                  BUSY_END);
          var load = new RemoteWriteLoad(columns, shape);
          try (var process = PeerProcess.start(peer, dir, Setup.NO_TARGETS)) {
            process.awaitReady();
            load.push(process.web(), 0, HISTORY_STEPS);
            warmUp(process, load);
            phase(process, load, "without", HISTORY_STEPS, QUIET_END);
            phase(process, load, "with", QUIET_END, BUSY_END);
            var peak = row("RSS at its peak", Unit.MEGABYTES);
            setup.report().put(peak, peer, process.stats().peakBytes());
          }
        });
  }

  private void warmUp(PeerProcess process, RemoteWriteLoad load) throws IOException {
    for (int i = 0; i < size.rounds(); i++) {
      askAll(process, load, HISTORY_STEPS, new ArrayList<>());
    }
  }

  /// Pushes the steps from `from` up to `end` at the pace and asks meanwhile.
  private void phase(PeerProcess process, RemoteWriteLoad load, String kind, int from, int end)
      throws IOException {
    var peer = process.peer();
    var report = setup.report();
    var before = process.stats();
    double compactions = compactions(process);
    long acknowledged = load.acknowledged();
    long start = System.nanoTime();
    var millis = new ArrayList<Double>();
    try (var push = SteadyPush.start(load, process.web(), from, end, size.paces().tickMillis())) {
      while (push.isRunning()) {
        askAll(process, load, push.step(), millis);
      }
    }
    double seconds = Pace.secondsSince(start);
    double cpu = process.stats().cpuSeconds() - before.cpuSeconds();
    new Timings(millis).put(report, section, kind + ": questions", peer);
    report.put(row(kind + ": questions asked", Unit.COUNT), peer, (double) millis.size());
    report.put(row(kind + ": cores", Unit.CORES), peer, cpu / seconds);
    double samples = load.acknowledged() - acknowledged;
    report.put(row(kind + ": samples pushed per second", Unit.COUNT), peer, samples / seconds);
    double done = compactions(process) - compactions;
    report.put(row(kind + ": blocks or parts written", Unit.COUNT), peer, done);
  }

  private static void askAll(
      PeerProcess process, RemoteWriteLoad load, int step, List<Double> millis) throws IOException {
    var window = new Window(load.shape().timeMillis(step), 60, StoreSize.STEPS_PER_HOUR);
    var asker = new Asker(process, window);
    for (var question : QUESTIONS) {
      millis.add(asker.millis(question));
      Pace.pause(PAUSE);
    }
  }

  private static double compactions(PeerProcess process) throws IOException {
    double sum = 0;
    for (var metric : process.peer().compactionMetrics()) {
      sum += process.metric(metric);
    }
    return sum;
  }

  private Row row(String title, Unit unit) {
    return new Row(section, title, unit);
  }
}
