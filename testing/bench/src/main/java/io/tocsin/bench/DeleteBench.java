package io.tocsin.bench;

import io.tocsin.bench.Question.Window;
import io.tocsin.bench.Report.Row;
import io.tocsin.bench.Report.Unit;
import io.tocsin.bench.load.Pace;
import io.tocsin.bench.load.TapeColumns;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/// A tenth of all series is deleted by request: how long that takes, how much of the disk comes
/// back, what questions take before and after, and whether the right samples are gone.
final class DeleteBench {
  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final String DELETED = "{instance=~\"host-[0-9]*0:9100\"}";
  private static final List<Question> QUESTIONS =
      List.of(
          new Question(true, "sum by (mode) (rate(node_cpu_seconds_total[5m]))"),
          new Question(true, "node_memory_MemAvailable_bytes / node_memory_MemTotal_bytes"),
          new Question(true, "count by (dc) (node_load1)"),
          new Question(false, "count({__name__=~\"node_.*\"})"));

  private final Setup setup;
  private final StoreSize size;
  private final TapeColumns columns;
  private final String section;

  DeleteBench(Setup setup) throws IOException {
    this.setup = setup;
    this.size = setup.storeSize();
    this.columns = setup.columns();
    this.section =
        "Deletes, a tenth of %,d series, %d hours at 60 s"
            .formatted(hosts() * columns.series().size(), 2 * StoreSize.HOURS);
  }

  void run() throws IOException, InterruptedException {
    long end = Setup.pushEndMillis();
    var answers = new Answers(setup.report(), "deletes", QUESTIONS.size());
    setup.each(
        "deletes",
        (peer, dir) -> {
          var shape =
              RemoteWriteLoad.Shape.every(StoreSize.STEP_MILLIS, end, hosts(), 2 * size.steps());
          var load = new RemoteWriteLoad(columns, shape);
          try (var process = PeerProcess.start(peer, dir, Setup.NO_TARGETS)) {
            process.awaitReady();
            load.push(process.web());
            process.showAll();
            Pace.pause(Duration.ofMillis(size.paces().restMillis()));
            measure(process, load, answers);
          }
        });
    answers.compare();
  }

  // A multiple of ten, so that a tenth is one.
  private int hosts() {
    return Math.ceilDiv(size.fewHosts(), 10) * 10;
  }

  private void measure(PeerProcess process, RemoteWriteLoad load, Answers answers)
      throws IOException {
    var peer = process.peer();
    var report = setup.report();
    var shape = load.shape();
    var window = new Window(shape.endMillis(), shape.stepMillis() / 1_000, shape.steps());
    var asker = new Asker(process, window);
    ask(asker, "before: ");
    long before = process.diskBytes(".");
    report.put(row("data directory before", Unit.MEGABYTES), peer, before);
    report.put(row("delete_series", Unit.MILLIS), peer, delete(process));
    ask(asker, "deleted: ");
    report.put(row("clean_tombstones, or a merge", Unit.MILLIS), peer, clean(process));
    setup.settle();
    long after = process.diskBytes(".");
    report.put(row("data directory after", Unit.MEGABYTES), peer, after);
    var share = row("of it given back, percent", Unit.COUNT);
    report.put(share, peer, 100.0 * (before - after) / before);
    asker.first(QUESTIONS, answers);
    ask(asker, "cleaned: ");
    check(asker, load);
  }

  private void ask(Asker asker, String title) throws IOException {
    var peer = asker.process().peer();
    asker
        .medians(QUESTIONS, setup.storeSize().fewRounds())
        .forEach((question, millis) ->
            setup.report().put(row(title + question.title(), Unit.MILLIS), peer, millis));
  }

  private static double delete(PeerProcess process) throws IOException {
    var selector = URLEncoder.encode(DELETED, StandardCharsets.UTF_8);
    return post(
        process, "/api/v1/admin/tsdb/delete_series?match[]=".replace("[]", "%5B%5D") + selector);
  }

  private static double clean(PeerProcess process) throws IOException {
    if (process.peer().kind() != Peer.Kind.VICTORIA) {
      return post(process, "/api/v1/admin/tsdb/clean_tombstones");
    }
    long start = System.nanoTime();
    DiskBench.merge(process.web());
    return Asker.millisSince(start);
  }

  private static double post(PeerProcess process, String path) throws IOException {
    long start = System.nanoTime();
    var reply = process.web().post(path, LIMIT);
    if (reply.status() / 100 != 2) {
      throw new IOException(
          "%s: status %d (expected: 2xx): %s"
              .formatted(
                  path, reply.status(), new String(reply.body(), StandardCharsets.UTF_8).strip()));
    }
    return Asker.millisSince(start);
  }

  /// Samples of deleted series must be gone and all others there.
  private void check(Asker asker, RemoteWriteLoad load) throws IOException {
    var peer = asker.process().peer();
    long seconds = load.shape().spanMillis() / 1_000;
    double shown =
        asker.single(
            "sum(count_over_time({job=\"node\",instance=~\"host-[0-9]*0:9100\"}[%ds]))"
                .formatted(seconds));
    long deleted = load.acknowledged() / 10;
    long missing = new StoredSamples(load, columns).missing(asker.process()) - deleted;
    setup.report().put(row("deleted samples still shown", Unit.COUNT), peer, shown);
    setup
        .report()
        .put(row("other samples missing", Unit.COUNT), peer, Math.max(0, missing + (long) shown));
  }

  private Row row(String title, Unit unit) {
    return new Row(section, title, unit);
  }
}
