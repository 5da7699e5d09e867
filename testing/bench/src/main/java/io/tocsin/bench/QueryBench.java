package io.tocsin.bench;

import io.tocsin.bench.Report.Row;
import io.tocsin.bench.Report.Unit;
import io.tocsin.bench.answer.Answer;
import io.tocsin.bench.load.Pace;
import io.tocsin.bench.load.TapeColumns;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The 14 questions over two hours of 15 s data: median of eleven, after twenty rounds of warm-up
/// (a board that refreshes asks hundreds of times; the very first round is a row of its own), and
/// whether the answers are those of the last Prometheus named.
final class QueryBench {
  private static final Duration QUERY_LIMIT = Duration.ofMinutes(2);
  private static final int WARM_UPS = 20;

  private final Setup setup;
  private final RemoteWriteBench deep;
  private final String section;
  private final TapeColumns columns;
  private final Answers answers;
  private RemoteWriteLoad.@Nullable Shape shape;

  QueryBench(Setup setup) throws IOException {
    this.setup = setup;
    this.columns = setup.columns();
    this.answers = new Answers(setup.report(), "queries", Question.ALL.size());
    this.deep = new RemoteWriteBench(setup, setup.size().deepHosts(), Size.DEEP_STEPS);
    this.section =
        "Queries over %,d series, two hours at 15 s"
            .formatted(setup.size().deepHosts() * columns.series().size());
  }

  RemoteWriteBench deep() {
    return deep;
  }

  /// The rows of a gate: one for each question.
  List<Row> questions() {
    return Question.ALL.stream().map(this::row).toList();
  }

  void run() throws IOException, InterruptedException {
    setup.each(
        "queries",
        (peer, dir) -> {
          // All peers are given the same samples at the same times, so that answers can be
          // compared.
          var same = shape == null ? deep.shape() : shape;
          shape = same;
          var load = new RemoteWriteLoad(columns, same);
          try (var process = PeerProcess.start(peer, dir, Setup.NO_TARGETS)) {
            process.awaitReady();
            deep.push(process, load);
            process.showAll();
            ask(process, same.endMillis());
            deep.crash(process, dir, load);
          }
        });
    answers.compare();
  }

  private void ask(PeerProcess process, long endMillis) throws IOException {
    var peer = process.peer();
    var refused = new HashSet<Question>();
    double firstMillis = 0;
    for (var question : Question.ALL) {
      long start = System.nanoTime();
      var reply = process.web().get(question.path(endMillis, peer), QUERY_LIMIT);
      firstMillis += Pace.secondsSince(start) * 1_000;
      if (reply.status() == 200) {
        answers.put(peer, question, Answer.parse(reply.body()));
      } else {
        refused.add(question);
        var text = new String(reply.body(), StandardCharsets.UTF_8).strip();
        setup.report().failure("%s: %s: %s".formatted(peer.name(), question.title(), text));
      }
    }
    var asked = Question.ALL.stream().filter(question -> !refused.contains(question)).toList();
    var medians = medians(process, asked, endMillis);
    medians.forEach((question, median) -> setup.report().put(row(question), peer, median));
    double logs = medians.values().stream().mapToDouble(Math::log).sum();
    setup.report().put(row("geometric mean"), peer, Math.exp(logs / Math.max(1, asked.size())));
    setup.report().put(row("all 14, the very first time"), peer, firstMillis);
  }

  private static Map<Question, Double> medians(
      PeerProcess process, List<Question> questions, long endMillis) throws IOException {
    var millis = new LinkedHashMap<Question, List<Double>>();
    for (int round = -WARM_UPS; round < Size.ROUNDS; round++) {
      for (var question : questions) {
        var path = question.path(endMillis, process.peer());
        long start = System.nanoTime();
        int status = process.web().get(path, QUERY_LIMIT).status();
        double took = Pace.secondsSince(start) * 1_000;
        if (status != 200) {
          throw new IOException(path + ": status " + status + " (expected: 200, as before)");
        }
        if (round >= 0) {
          millis.computeIfAbsent(question, _ -> new ArrayList<>()).add(took);
        }
      }
    }
    var medians = new LinkedHashMap<Question, Double>();
    millis.forEach((question, all) -> medians.put(question, StartUpBench.median(all)));
    return medians;
  }

  private Row row(Question question) {
    return row(question.title());
  }

  private Row row(String title) {
    return new Row(section, title, Unit.MILLIS);
  }
}
