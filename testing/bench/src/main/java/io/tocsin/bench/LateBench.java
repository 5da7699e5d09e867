package io.tocsin.bench;

import io.tocsin.bench.Question.Window;
import io.tocsin.bench.Report.Row;
import io.tocsin.bench.Report.Unit;
import io.tocsin.bench.load.Habits;
import io.tocsin.bench.load.TapeColumns;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// A fifth of all scrapes arrives up to an hour late: what that costs against the same samples in
/// order, and whether all of them are there afterwards.
final class LateBench {
  private static final double LATE_SHARE = 0.2;
  private static final List<Question> QUESTIONS =
      List.of(
          new Question(true, "sum by (mode) (rate(node_cpu_seconds_total[5m]))"),
          new Question(true, "avg(max_over_time(node_load1[10m]))"),
          new Question(true, "node_memory_MemAvailable_bytes / node_memory_MemTotal_bytes"),
          new Question(true, "sum(count_over_time(node_filesystem_avail_bytes[5m]))"),
          new Question(false, "sum by (dc) (count_over_time(node_cpu_seconds_total[6h]))"));

  private final Setup setup;
  private final StoreSize size;
  private final TapeColumns columns;
  private final String section;

  LateBench(Setup setup) throws IOException {
    this.setup = setup;
    this.size = setup.storeSize();
    this.columns = setup.columns();
    this.section =
        "Late samples, %,d series, %d hours at 60 s, a fifth up to an hour late"
            .formatted(size.fewHosts() * columns.series().size(), StoreSize.HOURS);
  }

  void run() throws IOException, InterruptedException {
    long end = Setup.pushEndMillis();
    var answers = new Answers(setup.report(), "late samples", QUESTIONS.size());
    setup.each(
        "in-order",
        (peer, dir) -> measure(peer, dir, load(end, Habits.STEADY), "in order", answers));
    setup.each(
        "out-of-order",
        (peer, dir) -> {
          var habits = new Habits(0, LATE_SHARE, StoreSize.STEPS_PER_HOUR);
          measure(peer, dir, load(end, habits), "late", answers);
        });
    answers.compare();
  }

  private RemoteWriteLoad load(long endMillis, Habits habits) {
    var shape =
        RemoteWriteLoad.Shape.every(
            StoreSize.STEP_MILLIS, endMillis, size.fewHosts(), size.steps());
    return new RemoteWriteLoad(columns, shape, habits);
  }

  private void measure(Peer peer, Path dir, RemoteWriteLoad load, String kind, Answers answers)
      throws IOException, InterruptedException {
    var report = setup.report();
    long snapshotBytes;
    try (var process = PeerProcess.start(peer, dir, Setup.lateConfig(peer))) {
      process.awaitReady();
      double cpu = process.stats().cpuSeconds();
      load.push(process.web());
      setup.settle();
      var stats = process.stats();
      report.put(
          row(kind + ": samples per CPU-second", Unit.PER_CPU_SECOND),
          peer,
          load.acknowledged() / (stats.cpuSeconds() - cpu));
      report.put(row(kind + ": RSS at its peak", Unit.MEGABYTES), peer, stats.peakBytes());
      process.showAll();
      ask(process, load, kind, answers);
      var missing = row(kind + ": acknowledged samples missing", Unit.COUNT);
      report.put(missing, peer, new StoredSamples(load, columns).missing(process));
      snapshotBytes = DiskBench.finish(process);
    }
    double bytes = snapshotBytes > 0 ? snapshotBytes : DiskBench.storedBytes(dir.resolve("data"));
    report.put(
        row(kind + ": disk per sample, final form", Unit.BYTES_PER_SAMPLE),
        peer,
        bytes / load.acknowledged());
  }

  /// The answers to the same questions in order and late must be the same; the later ones are held
  /// against the reference.
  private void ask(PeerProcess process, RemoteWriteLoad load, String kind, Answers answers)
      throws IOException {
    var shape = load.shape();
    var window = new Window(shape.endMillis(), shape.stepMillis() / 1_000, shape.steps());
    var asker = new Asker(process, window);
    asker.first(QUESTIONS, answers);
    asker
        .medians(QUESTIONS, size.rounds())
        .forEach((question, millis) -> {
          var row = row(kind + ": " + question.title(), Unit.MILLIS);
          setup.report().put(row, process.peer(), millis);
        });
  }

  private Row row(String title, Unit unit) {
    return new Row(section, title, unit);
  }
}
