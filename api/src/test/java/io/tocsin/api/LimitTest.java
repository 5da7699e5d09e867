package io.tocsin.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.promql.QueryException;
import io.tocsin.promql.QueryResult;
import io.tocsin.promql.QueryStats;
import io.tocsin.promql.Value;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitTest {
  private final FakeParts fake = new FakeParts();
  private final HttpServer server = HttpServer.start(options(), fake.parts());
  private final RawClient client = new RawClient(server.port());

  private static HttpOptions options() {
    var plain = HttpOptions.loopback(0);
    var limits =
        new HttpLimits(
            1000,
            4096,
            10,
            10,
            Duration.ofMillis(300),
            Duration.ofMillis(600),
            Duration.ofSeconds(5));
    return new HttpOptions(
        plain.host(), 0, Outside.NONE, false, false, plain.queries(), WebConfig.NONE, limits);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void largeBodiesAreRefused() throws IOException {
    assertThat(client.post("/api/v1/write", "x".repeat(1000)).status()).isEqualTo(204);
    assertThat(client.post("/api/v1/write", "x".repeat(1001)).status()).isEqualTo(413);
    assertThat(fake.writes).hasSize(1);
  }

  @Test
  void largeHeadsAreRefused() throws IOException {
    assertThat(client.get("/-/healthy", "X-Long: " + "x".repeat(5000)).status()).isEqualTo(400);
    assertThat(client.get("/api/v1/query?query=" + "x".repeat(5000)).status()).isBetween(400, 499);
  }

  private RawClient.Answer raw(String request) throws IOException {
    try (var socket = client.open()) {
      socket.setSoTimeout(5_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      var answer = RawClient.read(socket.getInputStream(), false);
      assertThat(socket.getInputStream().read())
          .as("the connection ends after " + answer.status() + " " + answer.body())
          .isEqualTo(-1);
      return answer;
    }
  }

  @Test
  void malformedChunksAreTheClientsMistake() throws IOException {
    var head =
        "POST /api/v1/query HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n"
            + "Content-Type: application/x-www-form-urlencoded\r\n\r\n";
    var size = raw(head + "zz\r\nquery=1\r\n0\r\n\r\n");
    assertThat(size.status()).isEqualTo(400);
    assertThat(size.body())
        .isEqualTo(
            "{\"status\":\"error\",\"errorType\":\"bad_data\","
                + "\"error\":\"body: malformed chunks"
                + " (expected: size in hexadecimal, content)\"}");
    assertThat(raw(head + "7\r\nquery=1\r\n0\r\nx\r\n").status()).isEqualTo(400);
    var large = raw(head + "7\r\nquery=1\r\nfff\r\n" + "x".repeat(4095) + "\r\n0\r\n\r\n");
    assertThat(large.status()).isEqualTo(413);
    assertThat(large.body()).contains("\"error\":\"body: too large\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      textBlock =
          """
          Content-Length: -1                           ~ Content-Length: -1
          Content-Length: +3                           ~ Content-Length: +3
          Content-Length: 3|Content-Length: 4          ~ Content-Length: 3, 4
          Content-Length: 3|Transfer-Encoding: chunked ~ Content-Length: beside Transfer-Encoding
          Transfer-Encoding: gzip, chunked             ~ Transfer-Encoding: gzip, chunked
          """)
  void headsThatDoNotTellTheLengthOfTheBodyAreRefused(String headers, String words)
      throws IOException {
    var answer =
        raw(
            "POST /api/v1/write HTTP/1.1\r\nHost: localhost\r\n"
                + headers.replace("|", "\r\n")
                + "\r\n\r\nabc");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.header("Connection")).isEqualTo("close");
    assertThat(answer.body()).startsWith(words).endsWith(")\n");
    assertThat(fake.writes).isEmpty();
    client.awaitMetric("tocsin_http_refused_total{reason=\"length\"} 1.0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      textBlock =
          """
          POST /x HTTP/1.1|Host: localhost|Content-Length: 1001|| ~ 413 ~ body: too large
          GET /x HTTP/1.1|Host: localhost|Content-Length: x||     ~ 400 ~ request: malformed
          GET /x HTTP/3.7|Host: localhost||                       ~ 400 ~ request: malformed
          GET /x HTTP/1.1|no header||                             ~ 400 ~ request: malformed
          """)
  void whatTheProtocolRefusesIsAnsweredWithALine(String request, int status, String words)
      throws IOException {
    var answer = raw(request.replace("|", "\r\n"));
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.body()).startsWith(words).endsWith("\n");
    assertThat(answer.header("Content-Type")).isEqualTo("text/plain; charset=utf-8");
  }

  @Test
  void aLineThatIsTooLongIsAnsweredWithALine() throws IOException {
    var answer = client.get("/api/v1/query?query=" + "x".repeat(5000));
    assertThat(answer.status()).isEqualTo(414);
    assertThat(answer.body()).isEqualTo("request line: too long (expected: at most 4096 bytes)\n");
  }

  @Test
  void aHeadThatDripsIsCutOff() throws IOException {
    try (var socket = client.open()) {
      var out = socket.getOutputStream();
      out.write("GET /-/healthy HTTP/1.1\r\nHost: localhost\r\n".getBytes(StandardCharsets.UTF_8));
      awaitEnd(socket);
    }
  }

  @Test
  void aBodyThatDoesNotComeIsCutOff() throws IOException {
    try (var socket = client.open()) {
      var head = "POST /api/v1/write HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\nabc";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
      awaitEnd(socket);
      assertThat(fake.writes).isEmpty();
    }
  }

  /// Lets time pass until the server closes the connection without an answer.
  private void awaitEnd(Socket socket) throws IOException {
    socket.setSoTimeout(50);
    for (int i = 0; i < 200; i++) {
      fake.clock.advance(Duration.ofMillis(100));
      try {
        assertThat(socket.getInputStream().read()).isEqualTo(-1);
        client.awaitMetric("tocsin_http_slow_clients_total 1.0");
        return;
      } catch (SocketTimeoutException ignored) {
        // still open
      }
    }
    throw new AssertionError("the connection stays open");
  }

  @Test
  void aConnectionServesManyRequestsWithPausesBetween() throws IOException {
    try (var socket = client.open()) {
      for (int i = 0; i < 3; i++) {
        var request = "GET /-/healthy HTTP/1.1\r\nHost: localhost\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
        assertThat(RawClient.read(socket.getInputStream(), false).status()).isEqualTo(200);
        // longer than the patience over one head: waiting between requests is no slowness
        fake.clock.advance(Duration.ofSeconds(1));
      }
    }
  }

  @Test
  void aQueryEndsWhenItsClientGoesAway() throws Exception {
    var running = new CountDownLatch(1);
    var canceled = new CountDownLatch(1);
    fake.queries =
        (query, options) -> {
          running.countDown();
          while (!options.canceled().getAsBoolean()) {
            fake.clock.advance(Duration.ofMillis(10));
            Thread.onSpinWait();
          }
          canceled.countDown();
          throw new QueryException(QueryException.Kind.CANCELED, "canceled");
        };
    try (var socket = client.open()) {
      var request = "GET /api/v1/query?query=up HTTP/1.1\r\nHost: localhost\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      assertThat(running.await(10, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(canceled.await(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aRequestSentAheadIsAnsweredAfterAWatchedOne() throws Exception {
    fake.queries =
        (query, options) -> {
          for (int i = 0; i < 100; i++) {
            assertThat(options.canceled().getAsBoolean()).isFalse();
            fake.clock.advance(Duration.ofMillis(1));
          }
          return new QueryResult(new Value.Scalar(0, 1), List.of(), List.of(), QueryStats.NONE);
        };
    try (var socket = client.open()) {
      var request = "GET /api/v1/query?query=up HTTP/1.1\r\nHost: localhost\r\n\r\n";
      socket.getOutputStream().write((request + request).getBytes(StandardCharsets.UTF_8));
      for (int i = 0; i < 2; i++) {
        var answer = RawClient.read(socket.getInputStream(), false);
        assertThat(answer.body()).contains("\"result\":[0,\"1\"]");
      }
    }
  }

  @Test
  void aFailureAmidAnAnswerCutsIt() {
    fake.queries =
        (query, options) -> {
          var times = new long[5000];
          Arrays.setAll(times, i -> i);
          var whole =
              new Value.MatrixSeries(FakeParts.SERIES.get(0), times, new double[5000], 5000);
          var broken = new Value.MatrixSeries(FakeParts.SERIES.get(1), times, new double[1], 5000);
          var series = new ArrayList<>(List.of(whole, broken));
          return new QueryResult(new Value.Matrix(series), List.of(), List.of(), QueryStats.NONE);
        };
    assertThatThrownBy(() -> client.get("/api/v1/query_range?query=up&start=0&end=1&step=1"))
        .isInstanceOf(IOException.class);
  }
}
