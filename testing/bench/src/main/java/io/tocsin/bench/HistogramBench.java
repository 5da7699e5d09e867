package io.tocsin.bench;

import io.tocsin.bench.Question.Window;
import io.tocsin.bench.Report.Row;
import io.tocsin.bench.Report.Unit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// The same latencies as classic and as native histograms: bytes in each peer's final form, memory,
/// and what a quantile over them takes.
final class HistogramBench {
  private static final List<Question> CLASSIC =
      List.of(
          new Question(
              true,
              "histogram_quantile(0.99, sum by (le) (rate(request_classic_seconds_bucket[5m])))"),
          new Question(
              true,
              "histogram_quantile(0.99,"
                  + " sum by (le, handler) (rate(request_classic_seconds_bucket[5m])))"),
          new Question(
              true,
              "sum(rate(request_classic_seconds_sum[5m]))"
                  + " / sum(rate(request_classic_seconds_count[5m]))"));
  private static final List<Question> NATIVE =
      List.of(
          new Question(true, "histogram_quantile(0.99, sum(rate(request_seconds[5m])))"),
          new Question(
              true, "histogram_quantile(0.99, sum by (handler) (rate(request_seconds[5m])))"),
          new Question(
              true,
              "histogram_sum(sum(rate(request_seconds[5m])))"
                  + " / histogram_count(sum(rate(request_seconds[5m])))"));
  private static final String PER_SAMPLE = "disk per sample, final form";
  private static final long STEP_SECONDS = RemoteWriteLoad.Shape.STEP_MILLIS / 1_000;

  private final Setup setup;
  private final StoreSize size;

  HistogramBench(Setup setup) {
    this.setup = setup;
    this.size = setup.storeSize();
  }

  /// The row of a gate: bytes on disk of one native histogram.
  Row bytes() {
    return new Row(section(true), PER_SAMPLE, Unit.BYTES_PER_SAMPLE);
  }

  void run() throws IOException, InterruptedException {
    long endMillis = Setup.pushEndMillis();
    run(false, endMillis);
    run(true, endMillis);
  }

  private void run(boolean isNative, long endMillis) throws IOException, InterruptedException {
    var name = name(isNative);
    var questions = isNative ? NATIVE : CLASSIC;
    var answers = new Answers(setup.report(), name + " histograms", questions.size());
    setup.each(
        "histograms-" + name,
        (peer, dir) -> {
          if (isNative && peer.kind() == Peer.Kind.VICTORIA) {
            // It turns them into buckets of its own kind, which is another question.
            return;
          }
          var load = new HistogramLoad(isNative, size.services(), size.histogramSteps(), endMillis);
          var window = new Window(endMillis, STEP_SECONDS, Math.min(240, size.histogramSteps()));
          var measured = new Measured(section(isNative), load, questions, answers, window);
          measure(peer, dir, measured, isNative);
        });
    answers.compare();
  }

  private String section(boolean isNative) {
    return "%,d %s histograms x %,d samples"
        .formatted(size.services(), name(isNative), size.histogramSteps());
  }

  private static String name(boolean isNative) {
    return isNative ? "native" : "classic";
  }

  private record Measured(
      String section,
      HistogramLoad load,
      List<Question> questions,
      Answers answers,
      Window window) {
    Row row(String title, Unit unit) {
      return new Row(section, title, unit);
    }
  }

  private void measure(Peer peer, Path dir, Measured measured, boolean isNative)
      throws IOException, InterruptedException {
    var report = setup.report();
    var load = measured.load();
    long snapshotBytes;
    try (var process = PeerProcess.start(peer, dir, Setup.NO_TARGETS)) {
      process.awaitReady();
      double cpu = process.stats().cpuSeconds();
      load.push(process.web());
      process.showAll();
      setup.settle();
      var stats = process.stats();
      double samples = load.acknowledged();
      report.put(
          measured.row("samples per CPU-second", Unit.PER_CPU_SECOND),
          peer,
          samples / (stats.cpuSeconds() - cpu));
      report.put(measured.row("RSS", Unit.MEGABYTES), peer, stats.residentBytes());
      report.put(measured.row("RSS at its peak", Unit.MEGABYTES), peer, stats.peakBytes());
      ask(process, measured, isNative);
      snapshotBytes = DiskBench.finish(process);
    }
    double bytes = snapshotBytes > 0 ? snapshotBytes : DiskBench.storedBytes(dir.resolve("data"));
    report.put(measured.row(PER_SAMPLE, Unit.BYTES_PER_SAMPLE), peer, bytes / load.acknowledged());
    report.put(
        measured.row("disk per histogram and step, final form", Unit.BYTES_PER_SAMPLE),
        peer,
        bytes / ((double) size.services() * size.histogramSteps()));
  }

  private void ask(PeerProcess process, Measured measured, boolean isNative) throws IOException {
    var peer = process.peer();
    var asker = new Asker(process, measured.window());
    double stored = isNative ? stored(asker, "") : 0;
    for (var part : isNative ? List.<String>of() : List.of("_bucket", "_count", "_sum")) {
      stored += stored(asker, part);
    }
    double missing = Math.max(0, measured.load().acknowledged() - stored);
    setup.report().put(measured.row("acknowledged samples missing", Unit.COUNT), peer, missing);
    if (stored == 0) {
      throw new IOException("acknowledged, and none is there (expected: histograms)");
    }
    asker.first(measured.questions(), measured.answers());
    asker
        .medians(measured.questions(), size.rounds())
        .forEach((question, millis) ->
            setup.report().put(measured.row(question.title(), Unit.MILLIS), peer, millis));
  }

  private double stored(Asker asker, String part) throws IOException {
    var name = part.isEmpty() ? HistogramLoad.NATIVE : HistogramLoad.CLASSIC + part;
    long seconds = size.histogramSteps() * STEP_SECONDS;
    return asker.single("sum(count_over_time(%s[%ds]))".formatted(name, seconds));
  }
}
