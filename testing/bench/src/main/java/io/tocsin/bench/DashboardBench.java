package io.tocsin.bench;

import io.tocsin.bench.Question.Window;
import io.tocsin.bench.Report.Row;
import io.tocsin.bench.Report.Unit;
import io.tocsin.bench.load.TapeColumns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/// Every query of the dashboard "Node Exporter Full" over six hours at a sample a minute, while
/// ingest goes on: one at a time, and as a browser asks, six at a time. Each round is about another
/// host. The very first round is a row of its own; then half as many as are measured warm up.
final class DashboardBench {
  /// Where the dashboard lies in the folder of conformance data.
  static final String FILE = "grafana/rfmoz_grafana-dashboards__node-exporter-full.json";

  private static final String TOGETHER = "six at a time";
  private static final int BROWSER_CONNECTIONS = 6;
  private static final int LIVE_STEPS = 60;
  private static final int HOST_STRIDE = 7;

  private final Setup setup;
  private final StoreSize size;
  private final TapeColumns columns;
  private final String section;

  DashboardBench(Setup setup) throws IOException {
    this.setup = setup;
    this.size = setup.storeSize();
    this.columns = setup.columns();
    this.section =
        "Node Exporter Full, %,d series, %d hours at 60 s, ingest of %,d samples a second"
            .formatted(series(), StoreSize.HOURS, series() * 1_000L / size.paces().liveMillis());
  }

  /// The row of a goal: the slowest hundredth of the queries, as a browser asks them.
  Row slowest() {
    return row(TOGETHER + ", p99", Unit.MILLIS);
  }

  void run() throws IOException, InterruptedException {
    var file = setup.conformance().resolve(FILE);
    if (!Files.exists(file)) {
      setup.report().note("dashboards: " + file + " is not there (expected: see --conformance)");
      return;
    }
    var board = Board.read(file);
    // What is asked about ends before the steps that are pushed meanwhile.
    long end = System.currentTimeMillis() - (LIVE_STEPS + 1) * StoreSize.STEP_MILLIS;
    long wholeEnd = end / StoreSize.STEP_MILLIS * StoreSize.STEP_MILLIS;
    var answers = new Answers(setup.report(), "dashboards", 3);
    setup.each("dashboards", (peer, dir) -> measure(peer, dir, board, wholeEnd, answers));
    answers.compare();
  }

  private int series() {
    return size.hosts() * columns.series().size();
  }

  private void measure(Peer peer, Path dir, Board board, long endMillis, Answers answers)
      throws IOException, InterruptedException {
    int steps = size.steps() + LIVE_STEPS;
    long last = endMillis + LIVE_STEPS * StoreSize.STEP_MILLIS;
    var shape = RemoteWriteLoad.Shape.every(StoreSize.STEP_MILLIS, last, size.hosts(), steps);
    var load = new RemoteWriteLoad(columns, shape);
    try (var process = PeerProcess.start(peer, dir, Setup.NO_TARGETS)) {
      process.awaitReady();
      load.push(process.web(), 0, size.steps());
      process.showAll();
      setup.settle();
      var asker = new Asker(process, new Window(endMillis, 60, size.steps()));
      try (var push =
          SteadyPush.start(load, process.web(), size.steps(), steps, size.paces().liveMillis())) {
        ask(asker, board, answers);
        if (!push.isRunning()) {
          setup.report().note(peer.name() + ": dashboards: ingest ended before the questions");
        }
      }
      var stats = process.stats();
      setup.report().put(row("RSS at its peak", Unit.MEGABYTES), peer, stats.peakBytes());
    }
  }

  private void ask(Asker asker, Board board, Answers answers)
      throws IOException, InterruptedException {
    var peer = asker.process().peer();
    var report = setup.report();
    double first = asker.first(board.questions(RemoteWriteLoad.instance(HOST_STRIDE)), answers);
    report.put(row("the very first time, all of them", Unit.MILLIS), peer, first);
    var single = new ArrayList<Double>();
    var boards = new ArrayList<Double>();
    var browser = new ArrayList<Double>();
    for (int round = 0; round < size.rounds() / 2; round++) {
      together(asker, questions(board, round));
    }
    for (int round = 0; round < size.rounds(); round++) {
      for (var question : questions(board, round)) {
        single.add(asker.millis(question));
      }
    }
    for (int round = 0; round < size.rounds(); round++) {
      long start = System.nanoTime();
      browser.addAll(together(asker, questions(board, round)));
      boards.add(Asker.millisSince(start));
    }
    new Timings(single).put(report, section, "one at a time", peer);
    new Timings(browser).put(report, section, TOGETHER, peer);
    var median = row("whole board, " + TOGETHER + ", median", Unit.MILLIS);
    report.put(median, peer, StartUpBench.median(boards));
    report.put(row("queries of the board", Unit.COUNT), peer, (double) questions(board, 0).size());
  }

  private List<Question> questions(Board board, int round) {
    int host = (int) ((long) round * HOST_STRIDE % size.hosts());
    return board.questions(RemoteWriteLoad.instance(host));
  }

  /// Asks all questions over the connections that a browser keeps to one server; the milliseconds
  /// of each.
  private static List<Double> together(Asker asker, List<Question> questions)
      throws IOException, InterruptedException {
    var millis = Collections.synchronizedList(new ArrayList<Double>());
    try (var executor = Executors.newFixedThreadPool(BROWSER_CONNECTIONS)) {
      var tasks = new ArrayList<Callable<Boolean>>();
      questions.forEach(question -> tasks.add(() -> millis.add(asker.millis(question))));
      for (var done : executor.invokeAll(tasks)) {
        done.get();
      }
    } catch (ExecutionException e) {
      throw new IOException("dashboards: " + e.getCause(), e.getCause());
    }
    return millis;
  }

  private Row row(String title, Unit unit) {
    return new Row(section, title, unit);
  }
}
