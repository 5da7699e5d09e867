package io.tocsin.api.ui;

import io.tocsin.api.http.JsonWriter;
import io.tocsin.api.prometheus.Questions;
import io.tocsin.api.prometheus.Questions.Answer;
import io.tocsin.api.prometheus.Questions.Failure;
import io.tocsin.api.prometheus.Questions.Question;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// Answers one batch: a few questions at a time are answered elsewhere, and each answer is one line
/// that leaves at once. The thread of the request hands out the next question when it has written
/// an answer: a client that is slow to take them makes nobody wait but itself. For that thread.
final class BatchRun {
  /// How soon queries of a client that has left are told to stop.
  private static final long LOOK_MILLIS = 20;

  private final Questions questions;
  private final BatchMetrics metrics;
  private final OutputStream out;
  private final Queue<Batch.Item> waiting;
  private final BlockingQueue<Answered> answered = new LinkedBlockingQueue<>();

  /// Nobody wants the rest.
  private volatile boolean over;

  private record Answered(List<String> ids, Answer answer) {}

  BatchRun(Batch batch, Questions questions, BatchMetrics metrics, OutputStream out) {
    this.waiting = new ArrayDeque<>(batch.items());
    this.questions = questions;
    this.metrics = metrics;
    this.out = out;
  }

  /// Answers everything.
  ///
  /// @param width how many questions are being answered, or have an answer that is not sent
  /// @throws IOException if the client has gone; what is being answered is told to stop
  void run(Executor pool, int width, BooleanSupplier gone)
      throws IOException, InterruptedException {
    int open = 0;
    try {
      while (open > 0 || !waiting.isEmpty()) {
        for (; open < width && !waiting.isEmpty(); open++) {
          begin(pool, waiting.remove());
        }
        var next = answered.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        if (next != null) {
          write(next);
          open--;
        } else if (gone.getAsBoolean()) {
          throw new EOFException("batch: the client has closed the connection");
        }
      }
    } finally {
      over = true;
    }
  }

  private void begin(Executor pool, Batch.Item item) {
    switch (item) {
      case Batch.Refused refused -> answered.add(new Answered(refused.ids(), refused.why()));
      case Batch.Asked asked ->
          pool.execute(() -> answered.add(new Answered(asked.ids(), answer(asked.question()))));
    }
  }

  private Answer answer(Question question) {
    return over
        ? new Failure("canceled", "the client has gone")
        : questions.answer(question, () -> over);
  }

  private void write(Answered next) throws IOException {
    for (var id : next.ids()) {
      write(id, next.answer());
    }
    out.flush();
  }

  @SuppressWarnings("MustBeClosedChecker") // closing would end the whole answer
  private void write(String id, Answer answer) throws IOException {
    var json = new JsonWriter(out);
    json.beginObject().field("id", id);
    answer.write(json);
    json.endObject().flush();
    out.write('\n');
    metrics.queries.labelValues(answer instanceof Failure ? "error" : "success").inc();
  }
}
