package io.tocsin.api.ui;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.tocsin.api.http.Exchange;
import io.tocsin.api.http.JsonBody;
import io.tocsin.api.prometheus.ApiError;
import io.tocsin.api.prometheus.Questions;
import java.io.IOException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;

/// Answers many queries in one request, a line of JSON for each, in the order in which they end.
final class BatchEndpoint {
  private static final int BODY_MAX_BYTES = 4 << 20;
  private static final long IDLE_SECONDS = 30;

  private final Questions questions;
  private final BatchMetrics metrics;
  private final int width;
  private final ThreadPoolExecutor pool;

  /// @param width how many queries of one batch are answered at the same time; twice as many of all
  ///   batches together, and the engine's own limit holds besides
  BatchEndpoint(Questions questions, BatchMetrics metrics, int width) {
    this.questions = questions;
    this.metrics = metrics;
    this.width = width;
    // threads of the system, which shares out the processors: a few queries that calculate for
    // seconds would keep them from all virtual threads
    var threads = Thread.ofPlatform().daemon().name("batch-", 0).factory();
    this.pool =
        new ThreadPoolExecutor(
            2 * width, 2 * width, IDLE_SECONDS, SECONDS, new LinkedBlockingQueue<>(), threads);
    pool.allowCoreThreadTimeOut(true);
  }

  void answer(Exchange exchange) throws IOException, InterruptedException {
    var batch = read(exchange);
    metrics.shared.inc(batch.size() - batch.items().size());
    metrics.running.inc();
    boolean whole = false;
    try {
      var out = exchange.streamFlushed(200, "application/x-ndjson");
      var run = new BatchRun(batch, questions, metrics, out);
      run.run(pool, width, exchange.gone());
      out.close();
      whole = true;
    } finally {
      metrics.running.dec();
      if (!whole) {
        metrics.abandoned.inc();
      }
    }
  }

  private Batch read(Exchange exchange) throws IOException {
    try {
      var body = exchange.body();
      if (body.length > BODY_MAX_BYTES) {
        throw new ApiError(
            ApiError.Type.TOO_LARGE,
            "body: " + body.length + " bytes (expected: at most " + BODY_MAX_BYTES + ")");
      }
      return Batch.read(JsonBody.parse(body));
    } catch (RuntimeException e) {
      metrics.refused.inc();
      throw e;
    }
  }
}
