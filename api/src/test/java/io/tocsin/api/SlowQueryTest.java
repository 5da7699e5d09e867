package io.tocsin.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tocsin.kit.Clock;
import io.tocsin.model.Labels;
import io.tocsin.model.SampleBuffer;
import io.tocsin.model.SeriesSet;
import io.tocsin.promql.EngineOptions;
import io.tocsin.promql.PromqlEngine;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A query that would run for hours, on the real engine behind a real socket.
class SlowQueryTest {
  private static final int SERIES = 1_000_000;

  /// Of the processor, about a millisecond.
  private static final int SPINS = 20_000;

  private final CountDownLatch reading = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);
  private final CountDownLatch closedTwice = new CountDownLatch(2);
  private final FakeParts fake = new FakeParts();
  private final PromqlEngine engine =
      new PromqlEngine(
          (ReadOnlyStore) EndlessQuerier::new,
          EngineOptions.DEFAULT,
          Clock.system(),
          new PrometheusRegistry());
  private final HttpServer server = start();
  private final RawClient client = new RawClient(server.port());

  private HttpServer start() {
    fake.runner = QueryRunner.of(engine);
    return HttpServer.start(HttpOptions.loopback(0), fake.parts(fake.registry, Clock.system()));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static final byte[] REQUEST =
      "GET /api/v1/query?query=sum(endless)&time=60 HTTP/1.1\r\nHost: localhost\r\n\r\n"
          .getBytes(StandardCharsets.UTF_8);

  @Test
  void itEndsWhenItsClientCloses() throws Exception {
    try (var socket = client.open()) {
      socket.getOutputStream().write(REQUEST);
      assertThat(reading.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(engine.running()).hasSize(1);
    }
    assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void itEndsWhenItIsCanceled() throws Exception {
    try (var socket = client.open()) {
      socket.getOutputStream().write(REQUEST);
      assertThat(reading.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(client.get("/api/v1/queries").body())
          .contains("\"id\":1,\"query\":\"sum(endless)\",\"state\":\"running\"");
      assertThat(client.send("DELETE", "/api/v1/queries/1", "").status()).isEqualTo(204);
      var answer = RawClient.read(socket.getInputStream(), false);
      assertThat(answer.status()).isEqualTo(499);
      assertThat(answer.body()).contains("\"errorType\":\"canceled\"");
    }
    assertThat(engine.running()).isEmpty();
  }

  @Test
  void thoseOfABatchEndWhenItsClientCloses() throws Exception {
    var body =
        """
        {"queries":[{"id":"a","type":"instant","expr":"sum(endless)","time":60},
        {"id":"b","type":"range","expr":"max(endless)","start":60,"end":120,"step":60}]}\
        """;
    var head = "POST /api/ui/batch HTTP/1.1\r\nHost: localhost\r\nContent-Length: ";
    var request = head + body.length() + "\r\n\r\n" + body;
    try (var socket = client.open()) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      assertThat(reading.await(10, TimeUnit.SECONDS)).isTrue();
      client.awaitMetric("tocsin_api_batches_running 1.0");
    }
    assertThat(closedTwice.await(10, TimeUnit.SECONDS)).isTrue();
    client.awaitMetric("tocsin_api_batch_abandoned_total 1.0");
    client.awaitMetric("tocsin_api_batches_running 0.0");
    assertThat(engine.running()).isEmpty();
  }

  private final class EndlessQuerier implements ReadOnlyStore.OneSet {
    @Override
    public SeriesSet series() {
      return new EndlessSet();
    }

    @Override
    public void close() {
      closed.countDown();
      closedTwice.countDown();
    }
  }

  private final class EndlessSet implements SeriesSet {
    @Override
    public int size() {
      return SERIES;
    }

    @Override
    public Labels labels(int series) {
      return Labels.of("__name__", "endless", "n", String.valueOf(series));
    }

    @Override
    public int[] column(String labelName) {
      throw new UnsupportedOperationException("without end");
    }

    @Override
    public String symbol(int id) {
      throw new UnsupportedOperationException("without end");
    }

    @Override
    public void read(int series, SampleBuffer out) {
      reading.countDown();
      for (int i = 0; i < SPINS; i++) {
        Thread.onSpinWait();
      }
      out.add(60_000, series);
    }

    @Override
    public void close() {}
  }
}
