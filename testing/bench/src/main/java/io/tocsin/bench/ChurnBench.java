package io.tocsin.bench;

import io.tocsin.bench.Question.Window;
import io.tocsin.bench.Report.Row;
import io.tocsin.bench.Report.Unit;
import io.tocsin.bench.load.Habits;
import io.tocsin.bench.load.Pace;
import io.tocsin.bench.load.TapeColumns;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// Hosts that live five hours each, so that a fifth of all series is replaced every hour: memory
/// over time, cost, disk, and questions over the whole range.
final class ChurnBench {
  private static final int LIFE_HOURS = 5;
  private static final List<Question> QUESTIONS =
      List.of(
          new Question(true, "count(node_load1)"),
          new Question(true, "sum by (mode) (rate(node_cpu_seconds_total[5m]))"),
          new Question(true, "avg by (dc) (node_memory_MemAvailable_bytes)"),
          new Question(true, "max by (instance) (node_load1)"),
          new Question(false, "count(count_over_time(node_load1[6h]))"),
          new Question(false, "count({__name__=~\"node_.*\"})"));

  private final Setup setup;
  private final StoreSize size;
  private final TapeColumns columns;
  private final String section;

  ChurnBench(Setup setup) throws IOException {
    this.setup = setup;
    this.size = setup.storeSize();
    this.columns = setup.columns();
    this.section =
        "Churn, %,d active series, a fifth replaced every hour, %d hours at 60 s"
            .formatted(size.hosts() * columns.series().size(), StoreSize.HOURS);
  }

  void run() throws IOException, InterruptedException {
    long end = Setup.pushEndMillis();
    var answers = new Answers(setup.report(), "churn", QUESTIONS.size());
    setup.each(
        "churn",
        (peer, dir) -> {
          var shape =
              RemoteWriteLoad.Shape.every(StoreSize.STEP_MILLIS, end, size.hosts(), size.steps());
          var habits = new Habits(LIFE_HOURS * StoreSize.STEPS_PER_HOUR, 0, 0);
          var load = new RemoteWriteLoad(columns, shape, habits);
          measure(peer, dir, load, answers);
        });
    answers.compare();
  }

  private void measure(Peer peer, Path dir, RemoteWriteLoad load, Answers answers)
      throws IOException, InterruptedException {
    var report = setup.report();
    long snapshotBytes;
    try (var process = PeerProcess.start(peer, dir, Setup.NO_TARGETS)) {
      process.awaitReady();
      double cpu = process.stats().cpuSeconds();
      for (int hour = 0; hour < StoreSize.HOURS; hour++) {
        long start = System.nanoTime();
        int from = hour * StoreSize.STEPS_PER_HOUR;
        load.push(process.web(), from, from + StoreSize.STEPS_PER_HOUR);
        long left = size.paces().hourMillis() - Math.round(Asker.millisSince(start));
        Pace.pause(Duration.ofMillis(Math.max(0, left)));
        resident(process, "after hour " + (hour + 1));
      }
      Pace.pause(Duration.ofMillis(size.paces().restMillis()));
      resident(process, "at rest");
      var stats = process.stats();
      double perCpuSecond = load.acknowledged() / (stats.cpuSeconds() - cpu);
      report.put(row("samples per CPU-second", Unit.PER_CPU_SECOND), peer, perCpuSecond);
      report.put(row("RSS at its peak", Unit.MEGABYTES), peer, stats.peakBytes());
      report.put(row("series ever", Unit.COUNT), peer, everSeries(load));
      process.showAll();
      ask(process, load, answers);
      long missing = new StoredSamples(load, columns).missing(process);
      report.put(row("acknowledged samples missing", Unit.COUNT), peer, missing);
      snapshotBytes = DiskBench.finish(process);
    }
    double bytes = snapshotBytes > 0 ? snapshotBytes : DiskBench.storedBytes(dir.resolve("data"));
    report.put(
        row("disk per sample, final form", Unit.BYTES_PER_SAMPLE),
        peer,
        bytes / load.acknowledged());
  }

  private void resident(PeerProcess process, String when) throws IOException {
    var peer = process.peer();
    var report = setup.report();
    var resident = row("RSS " + when, Unit.MEGABYTES);
    report.put(resident, peer, process.stats().residentBytes());
    var metric = peer.headSeriesMetric();
    if (!metric.isEmpty()) {
      var series = row("series in memory " + when, Unit.COUNT);
      report.put(series, peer, process.metric(metric));
    }
  }

  private void ask(PeerProcess process, RemoteWriteLoad load, Answers answers) throws IOException {
    var shape = load.shape();
    var window = new Window(shape.endMillis(), shape.stepMillis() / 1_000, shape.steps());
    var asker = new Asker(process, window);
    asker.first(QUESTIONS, answers);
    asker
        .medians(QUESTIONS, size.fewRounds())
        .forEach((question, millis) ->
            setup.report().put(row(question.title(), Unit.MILLIS), process.peer(), millis));
  }

  private long everSeries(RemoteWriteLoad load) {
    return (long) load.acknowledgedByInstance().size() * columns.series().size();
  }

  private Row row(String title, Unit unit) {
    return new Row(section, title, unit);
  }
}
