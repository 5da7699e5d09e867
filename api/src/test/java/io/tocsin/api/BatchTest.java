package io.tocsin.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.kit.JsonReader;
import io.tocsin.promql.QueryOptions;
import io.tocsin.promql.QueryResult;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Many queries in one request, over a real socket.
class BatchTest {
  private final FakeParts fake = new FakeParts();
  private final BiFunction<String, QueryOptions, QueryResult> plain = fake.queries;
  private final HttpServer server = HttpServer.start(HttpOptions.loopback(0), fake.parts());
  private final RawClient client = new RawClient(server.port());

  @AfterEach
  void stop() {
    server.close();
  }

  private RawClient.Answer post(String queries, String... headers) throws IOException {
    return client.post("/api/ui/batch", "{\"queries\":[" + queries + "]}", headers);
  }

  private static Map<String, String> lines(String body) {
    return body.lines().collect(Collectors.toMap(BatchTest::id, line -> line));
  }

  private static String id(String line) {
    return String.valueOf(((Map<?, ?>) JsonReader.read(line)).get("id"));
  }

  /// What the single request answers, without its own frame.
  private String single(String target) throws IOException {
    var body = client.get(target).body();
    return body.substring(1);
  }

  @Test
  void eachLineIsWhatTheSingleRequestAnswers() throws IOException {
    var answer =
        post(
            """
            {"id":"1:A","type":"instant","expr":"up","time":1700000000},
            {"id":"1:B","type":"range","expr":"up[1m]","start":0,"end":60.5,"step":15},
            {"id":"e","type":"exemplars","expr":"up","start":0,"end":1},
            {"id":"v","type":"labelValues","label":"job","match":["up"]},
            {"id":"n","type":"labelNames","match":["heat"]},
            {"id":"s","type":"series","match":["up","heat"]},
            {"id":"many","type":"instant","expr":"many"},
            {"id":"bad","type":"instant","expr":"bad"}\
            """);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).isEqualTo("application/x-ndjson");
    assertThat(answer.header("X-Accel-Buffering")).isEqualTo("no");
    var lines = lines(answer.body());
    var singles =
        Map.of(
            "1:A", "/api/v1/query?query=up&time=1700000000",
            "1:B", "/api/v1/query_range?query=up[1m]&start=0&end=60.5&step=15",
            "e", "/api/v1/query_exemplars?query=up&start=0&end=1",
            "v", "/api/v1/label/job/values?match[]=up",
            "n", "/api/v1/labels?match[]=heat",
            "s", "/api/v1/series?match[]=up&match[]=heat",
            "many", "/api/v1/query?query=many",
            "bad", "/api/v1/query?query=bad");
    assertThat(lines).hasSameSizeAs(singles);
    for (var one : singles.entrySet()) {
      assertThat(lines.get(one.getKey()))
          .isEqualTo("{\"id\":\"" + one.getKey() + "\"," + single(one.getValue()));
    }
    client.awaitMetric("tocsin_api_batch_queries_total{outcome=\"error\"} 2.0");
    client.awaitMetric("tocsin_api_batch_queries_total{outcome=\"success\"} 6.0");
  }

  @Test
  void whatIsWrongWithOneQueryIsItsOwnAnswer() throws IOException {
    var lines =
        lines(
            post("""
            {"id":"a","type":"instant","expr":"1"},
            {"id":"b","type":"graph","expr":"1"},
            {"id":"c","type":"range","expr":"1","start":9,"end":1,"step":1},
            {"id":"d","type":"series"}\
            """)
                .body());
    assertThat(lines.get("a")).contains("\"status\":\"success\"");
    assertThat(lines.get("b"))
        .contains("\"errorType\":\"bad_data\"")
        .contains("queries[1].type: graph (expected: instant, range,");
    assertThat(lines.get("c")).contains("end timestamp must not be before start time");
    assertThat(lines.get("d")).contains("no match[] parameter provided");
  }

  @Test
  void equalQueriesAreEvaluatedOnce() throws IOException {
    var runs = new AtomicInteger();
    fake.queries =
        (query, options) -> {
          runs.incrementAndGet();
          return plain.apply(query, options);
        };
    var queries =
        IntStream.range(0, 40)
            .mapToObj(i ->
                "{\"id\":\""
                    + i
                    + "\",\"type\":\"instant\",\"expr\":\"up\",\"time\":"
                    + i / 20
                    + "}")
            .collect(Collectors.joining(","));
    assertThat(lines(post(queries).body())).hasSize(40);
    assertThat(runs).hasValue(2);
    client.awaitMetric("tocsin_api_batch_shared_total 38.0");
  }

  @Test
  void aFinishedQueryIsSentWhileAnotherStillRuns() throws Exception {
    for (var encoding : List.of("identity", "gzip")) {
      var release = new CountDownLatch(1);
      fake.queries =
          (query, options) -> {
            if (query.equals("wait")) {
              await(release);
            }
            return plain.apply("1", options);
          };
      var body =
          "{\"queries\":[{\"id\":\"slow\",\"type\":\"instant\",\"expr\":\"wait\"},"
              + "{\"id\":\"fast\",\"type\":\"instant\",\"expr\":\"1\"}]}";
      try (var socket = client.open()) {
        var head = "POST /api/ui/batch HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: ";
        var request = head + encoding + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
        socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
        var in = new UnchunkedStream(socket.getInputStream());
        var lines =
            new BufferedReader(
                new InputStreamReader(in.decoded(encoding), StandardCharsets.UTF_8), 1);
        assertThat(lines.readLine()).startsWith("{\"id\":\"fast\",");
        release.countDown();
        assertThat(lines.readLine()).startsWith("{\"id\":\"slow\",");
        assertThat(lines.readLine()).isNull();
      }
    }
  }

  private static void await(CountDownLatch release) {
    try {
      assertThat(release.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void tooMuchIsRefusedAndCounted() throws IOException {
    var many =
        IntStream.range(0, 501)
            .mapToObj(i -> "{\"id\":\"" + i + "\",\"type\":\"instant\",\"expr\":\"1\"}")
            .collect(Collectors.joining(","));
    var refused = post(many);
    assertThat(refused.status()).isEqualTo(413);
    assertThat(refused.body()).contains("queries: 501 (expected: at most 500)");
    var large = post("{\"id\":\"a\",\"expr\":\"" + "x".repeat(5 << 20) + "\"}");
    assertThat(large.status()).isEqualTo(413);
    assertThat(large.body()).contains("(expected: at most 4194304)");
    assertThat(client.post("/api/ui/batch", "no").status()).isEqualTo(400);
    assertThat(post("{\"id\":\"a\"},{\"id\":\"a\"}").body()).contains("a comes twice");
    client.awaitMetric("tocsin_api_batch_refused_total 4.0");
  }

  @Test
  void nothingAskedIsNothingAnswered() throws IOException {
    assertThat(post("").body()).isEmpty();
  }
}
