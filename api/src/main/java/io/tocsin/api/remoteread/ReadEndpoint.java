package io.tocsin.api.remoteread;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tocsin.api.ReadLimits;
import io.tocsin.api.http.Endpoint;
import io.tocsin.api.http.Exchange;
import io.tocsin.api.http.HttpError;
import io.tocsin.kit.SnappyBlock;
import io.tocsin.model.Labels;
import io.tocsin.model.SeriesStore;
import io.tocsin.model.StoreException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/// Answers remote read. Safe for use by many threads; a few requests at the same time are answered
/// and the others wait.
public final class ReadEndpoint implements Endpoint {
  private static final int BODY_MAX = 32 << 20;

  private final SeriesStore store;
  private final Supplier<Labels> external;
  private final ReadLimits limits;
  private final Semaphore turns;
  private final Gauge inProgress;
  private final Counter requests;

  /// @param external the labels that every series gets on its way out
  public ReadEndpoint(
      SeriesStore store,
      Supplier<Labels> external,
      ReadLimits limits,
      PrometheusRegistry registry) {
    this.store = store;
    this.external = external;
    this.limits = limits;
    this.turns = new Semaphore(limits.concurrency(), true);
    this.inProgress =
        Gauge.builder()
            .name("tocsin_http_remote_reads_in_progress")
            .help("Remote read requests being answered or waiting for their turn.")
            .register(registry);
    this.requests =
        Counter.builder()
            .name("tocsin_http_remote_reads_total")
            .help("Remote read requests, by kind of answer.")
            .labelNames("answer")
            .register(registry);
  }

  @Override
  public void answer(Exchange exchange) throws IOException, InterruptedException {
    inProgress.inc();
    try {
      turns.acquire();
      try {
        answerInTurn(exchange);
      } finally {
        turns.release();
      }
    } finally {
      inProgress.dec();
    }
  }

  private void answerInTurn(Exchange exchange) throws IOException {
    var request = ReadRequestDecoder.decode(message(exchange.body()));
    requests.labelValues(request.streamed() ? "streamed" : "sampled").inc();
    try {
      answer(request, exchange);
    } catch (StoreException e) {
      throw new HttpError(e.kind() == StoreException.Kind.UNAVAILABLE ? 503 : 500, words(e));
    }
  }

  private static String words(RuntimeException e) {
    return String.valueOf(e.getMessage());
  }

  private static byte[] message(byte[] body) {
    try {
      return SnappyBlock.decoded(body, BODY_MAX);
    } catch (IllegalArgumentException e) {
      throw new HttpError(400, words(e));
    }
  }

  private void answer(ReadRequest request, Exchange exchange) throws IOException {
    var queries = request.queries();
    long from = queries.stream().mapToLong(ReadRequest.Query::startMillis).min().orElse(0);
    long to = queries.stream().mapToLong(ReadRequest.Query::endMillis).max().orElse(0);
    var labels = external.get();
    try (var querier = store.querier(from, to)) {
      var series = new ArrayList<ReadSeries>();
      try {
        for (var query : queries) {
          series.add(new ReadSeries(querier, query, labels));
        }
        send(request.streamed(), List.copyOf(series), exchange);
      } finally {
        series.forEach(ReadSeries::close);
      }
    }
  }

  private void send(boolean streamed, List<ReadSeries> series, Exchange exchange)
      throws IOException {
    if (streamed) {
      new StreamedAnswer(series, limits.frameBytes(), exchange).send();
    } else {
      new SampledAnswer(series, limits.samples(), exchange).send();
    }
  }
}
