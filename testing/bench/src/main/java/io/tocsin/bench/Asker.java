package io.tocsin.bench;

import io.tocsin.bench.Question.Window;
import io.tocsin.bench.answer.Answer;
import io.tocsin.bench.load.Pace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Asks one process questions about one window of time.
record Asker(PeerProcess process, Window window) {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  /// Asks each question once and keeps the answers; answers the milliseconds that all took.
  double first(List<Question> questions, Answers answers) throws IOException {
    double millis = 0;
    for (var question : questions) {
      long start = System.nanoTime();
      byte[] body = body(question);
      millis += millisSince(start);
      answers.put(process.peer(), question, Answer.parse(body));
    }
    return millis;
  }

  /// Asks every question `rounds` times, round by round, after as many rounds of warm-up; the
  /// median of each.
  Map<Question, Double> medians(List<Question> questions, int rounds) throws IOException {
    var all = new LinkedHashMap<Question, List<Double>>();
    for (int round = -rounds; round < rounds; round++) {
      for (var question : questions) {
        double millis = millis(question);
        if (round >= 0) {
          all.computeIfAbsent(question, _ -> new ArrayList<>()).add(millis);
        }
      }
    }
    var medians = new LinkedHashMap<Question, Double>();
    all.forEach((question, millis) -> medians.put(question, StartUpBench.median(millis)));
    return medians;
  }

  /// Asks once; the milliseconds it took.
  double millis(Question question) throws IOException {
    long start = System.nanoTime();
    byte[] body = body(question);
    if (body.length == 0) {
      throw new IOException(question.title() + ": empty (expected: an answer)");
    }
    return millisSince(start);
  }

  /// The value of an answer that is one number; 0 when there is none.
  double single(String promql) throws IOException {
    return Answer.parse(body(new Question(false, promql))).single();
  }

  private byte[] body(Question question) throws IOException {
    var reply = process.web().get(question.path(window, process.peer()), LIMIT);
    if (reply.status() != 200) {
      throw new IOException(
          "%s: status %d (expected: 200): %s"
              .formatted(
                  question.title(),
                  reply.status(),
                  new String(reply.body(), StandardCharsets.UTF_8).strip()));
    }
    return reply.body();
  }

  static double millisSince(long startNanos) {
    return Pace.secondsSince(startNanos) * 1_000;
  }
}
