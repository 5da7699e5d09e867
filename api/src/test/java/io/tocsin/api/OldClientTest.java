package io.tocsin.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.promql.QueryResult;
import io.tocsin.promql.QueryStats;
import io.tocsin.promql.Value;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Clients of HTTP/1.0, such as nginx with its defaults, on a real socket.
class OldClientTest {
  private final FakeParts fake = new FakeParts();
  private final HttpServer server = HttpServer.start(HttpOptions.loopback(0), fake.parts());
  private final RawClient client = new RawClient(server.port());

  @AfterEach
  void stop() {
    server.close();
  }

  /// Sends the pieces one after the other and reads until the server closes the connection.
  private byte[] bytes(String... pieces) throws IOException {
    try (var socket = client.open()) {
      socket.setTcpNoDelay(true);
      for (var piece : pieces) {
        socket.getOutputStream().write(piece.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
      }
      return socket.getInputStream().readAllBytes();
    }
  }

  private String text(String... pieces) throws IOException {
    return new String(bytes(pieces), StandardCharsets.ISO_8859_1);
  }

  private static String head(String answer) {
    return answer.substring(0, answer.indexOf("\r\n\r\n") + 2);
  }

  private static String body(String answer) {
    return answer.substring(answer.indexOf("\r\n\r\n") + 4);
  }

  private void manyPoints() {
    fake.queries =
        (query, options) -> {
          var times = new long[5000];
          Arrays.setAll(times, i -> i * 1000L);
          var series =
              new Value.MatrixSeries(FakeParts.SERIES.get(0), times, new double[5000], 5000);
          return new QueryResult(
              new Value.Matrix(List.of(series)), List.of(), List.of(), QueryStats.NONE);
        };
  }

  @Test
  void areAnsweredAndTheConnectionIsClosed() throws IOException {
    var answer = text("GET /-/healthy HTTP/1.0\r\nHost: localhost\r\n\r\n");
    assertThat(answer).startsWith("HTTP/1.1 200 OK\r\n");
    assertThat(head(answer)).contains("\r\nConnection: close\r\n").contains("Content-Length:");
    assertThat(body(answer)).isEqualTo("Tocsin is Healthy.\n");
  }

  @Test
  void needNoHostBecauseNoBrowserIsSoOld() throws IOException {
    assertThat(text("GET /-/healthy HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.1 200 OK\r\n");
    assertThat(text("GET /-/healthy HTTP/1.0\r\nHost: evil.example\r\n\r\n"))
        .startsWith("HTTP/1.1 403 ");
    assertThat(text("GET /-/healthy HTTP/1.1\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 400 ");
  }

  @Test
  void areNotKeptWaitingWhenTheyAskToKeepTheConnection() throws IOException {
    var request = "GET /-/healthy HTTP/1.0\r\nConnection: keep-alive\r\nHost: localhost\r\n\r\n";
    var answer = text(request + request);
    assertThat(head(answer)).contains("\r\nConnection: close\r\n");
    assertThat(body(answer)).isEqualTo("Tocsin is Healthy.\n");
  }

  @Test
  void getLongAnswersWithoutChunks() throws IOException {
    manyPoints();
    var target = "/api/v1/query_range?query=up&start=0&end=5000&step=1";
    var answer = text("GET " + target + " HTTP/1.0\r\nHost: localhost\r\n\r\n");
    var newer = client.get(target);
    assertThat(newer.header("Transfer-Encoding")).isEqualTo("chunked");
    assertThat(head(answer)).doesNotContainIgnoringCase("transfer-encoding");
    assertThat(body(answer)).isEqualTo(newer.body()).hasSizeGreaterThan(40_000);
  }

  @Test
  void getCompressedAnswersWhenTheyAccept() throws IOException {
    manyPoints();
    var target = "/api/v1/query_range?query=up&start=0&end=5000&step=1";
    var answer =
        text("GET " + target + " HTTP/1.0\r\nHost: localhost\r\nAccept-Encoding: gzip\r\n\r\n");
    assertThat(head(answer)).contains("Content-Encoding: gzip").doesNotContain("chunked");
    var zipped = body(answer).getBytes(StandardCharsets.ISO_8859_1);
    try (var in = new GZIPInputStream(new ByteArrayInputStream(zipped))) {
      assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
          .isEqualTo(client.get(target).body());
    }
  }

  @Test
  void mayPost() throws IOException {
    var form = "query=up";
    var head =
        "POST /api/v1/query HTTP/1.0\r\nHost: localhost\r\nExpect: 100-continue\r\n"
            + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 8\r\n\r\n";
    assertThat(body(text(head + form))).contains("\"status\":\"success\"");
    assertThat(body(text(head, form))).contains("\"status\":\"success\"");
  }

  @Test
  void maySendTheirHeadInAnyPieces() throws IOException {
    var request = "GET /-/healthy HTTP/1.0\r\nHost: localhost\r\nX-A: b\r\n\r\n";
    assertThat(text(request.split(""))).startsWith("HTTP/1.1 200 OK\r\n");
    var newer = request.replace("1.0", "1.1").replace("X-A: b", "Connection: close");
    assertThat(text(newer.split(""))).startsWith("HTTP/1.1 200 OK\r\n");
  }

  @Test
  void areHeldToTheSizeOfAHead() throws IOException {
    var answer = text("GET /-/healthy HTTP/1.0\r\nX-Long: " + "x".repeat(100_000) + "\r\n\r\n");
    assertThat(answer).startsWith("HTTP/1.1 4");
  }

  @Test
  void areNotMistakenForNewOnesByTheirPath() throws IOException {
    var request = "GET /-/healthy?HTTP/1.0 HTTP/1.1\r\nHost: localhost\r\n";
    var answer = text(request + "\r\n" + request + "Connection: close\r\n\r\n");
    assertThat(head(answer)).contains("Connection: keep-alive");
    assertThat(body(answer)).contains("HTTP/1.1 200 OK", "Connection: close");
  }

  @Test
  void unknownEncodingsReachWhoeverCanNameThem() throws IOException {
    client.post("/api/v1/write", "abc", "Content-Encoding: brotli-of-mine");
    assertThat(fake.writes).containsExactly("3  brotli-of-mine");
    var form =
        client.post(
            "/api/v1/query",
            "query=up",
            "Content-Encoding: gzip",
            "Content-Type: application/x-www-form-urlencoded");
    assertThat(form.status()).isEqualTo(415);
    assertThat(form.body())
        .isEqualTo(
            "{\"status\":\"error\",\"errorType\":\"bad_data\","
                + "\"error\":\"Content-Encoding: gzip (expected: identity)\"}");
  }
}
