package io.tocsin.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.kit.CorruptionException;
import io.tocsin.promql.QueryResult;
import io.tocsin.promql.QueryStats;
import io.tocsin.promql.Value;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class QueryApiTest {
  private final FakeParts fake = new FakeParts();
  private final HttpServer server = HttpServer.start(HttpOptions.loopback(0), fake.parts());
  private final RawClient client = new RawClient(server.port());

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void instantVectorIsWrittenAsPrometheusDoes() throws IOException {
    var answer = client.get("/api/v1/query?query=up");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    assertThat(answer.body())
        .isEqualTo(
            "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":["
                + "{\"metric\":{\"__name__\":\"up\",\"instance\":\"a:9100\",\"job\":\"node\"},"
                + "\"value\":[1700000000.123,\"1.5\"]},"
                + "{\"metric\":{\"__name__\":\"heat\",\"room\":\"kitchen \\\"1\\\"\\n\"},"
                + "\"value\":[1700000000.123,\"NaN\"]}]}}");
  }

  @Test
  void scalarsTextsAndMatricesHaveTheirShapes() throws IOException {
    assertThat(client.get("/api/v1/query?query=1").body())
        .contains("{\"resultType\":\"scalar\",\"result\":[1700000000.123,\"1\"]}");
    assertThat(client.get("/api/v1/query?query=%22a%22").body())
        .contains("{\"resultType\":\"string\",\"result\":[1700000000.123,\"a\"]}");
    assertThat(client.get("/api/v1/query_range?query=up[1m]&start=0&end=10&step=1").body())
        .contains("\"values\":[[0,\"1\"],[1.500,\"0.25\"]]");
  }

  @Test
  void rawBracketsBracesAndBarsAreAccepted() throws IOException {
    fake.queries =
        (query, options) -> {
          assertThat(query).isEqualTo("rate(up{job=~\"a|b\"}[5m])");
          return new io.tocsin.promql.QueryResult(
              new io.tocsin.promql.Value.Scalar(0, 7),
              java.util.List.of(),
              java.util.List.of(),
              io.tocsin.promql.QueryStats.NONE);
        };
    var answer = client.get("/api/v1/query?query=rate(up{job=~\"a|b\"}[5m])");
    assertThat(answer.body()).contains("[0,\"7\"]");
  }

  @Test
  void formsAreReadFromBodies() throws IOException {
    var answer = client.form("/api/v1/query", "query=up%5B1m%5D&time=1700000000");
    assertThat(answer.body()).contains("matrix");
  }

  @Test
  void errorsHavePrometheusTypesAndStatuses() throws IOException {
    assertError("bad", 400, "bad_data", "invalid parameter \\\"query\\\": 1:1: parse error");
    assertError("many", 422, "execution", "many-to-many");
    assertError("slow", 503, "timeout", "query timed out");
    assertError("gone", 499, "canceled", "query canceled");
    assertError("bug", 500, "internal", "bug");
  }

  private void assertError(String query, int status, String type, String error) throws IOException {
    var answer = client.get("/api/v1/query?query=" + query);
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.body())
        .isEqualTo(
            "{\"status\":\"error\",\"errorType\":\"" + type + "\",\"error\":\"" + error + "\"}");
  }

  @Test
  void damagedFilesAreAnInternalErrorThatNamesThem() throws IOException {
    fake.queries =
        (query, options) -> {
          throw new CorruptionException("b-1-2-x.data", 8, "checksum does not match");
        };
    assertError("up", 500, "internal", "b-1-2-x.data: offset 8: checksum does not match");
    client.awaitMetric("tocsin_http_requests_total{code=\"500\",route=\"/api/v1/query\"} 1.0");
  }

  @Test
  void anUnexpectedFailureIsAnInternalErrorWithoutItsWords() throws IOException {
    fake.queries =
        (query, options) -> {
          throw new IllegalStateException("secret");
        };
    assertError("up", 500, "internal", "internal error, see the log of the server");
  }

  @Test
  void badParametersAreNamed() throws IOException {
    var range = "/api/v1/query_range?query=up";
    assertThat(client.get(range + "&start=x&end=1&step=1").body())
        .contains("invalid parameter \\\"start\\\": cannot parse \\\"x\\\" to a valid timestamp");
    assertThat(client.get(range + "&start=2&end=1&step=1").body())
        .contains("invalid parameter \\\"end\\\": end timestamp must not be before start time");
    assertThat(client.get(range + "&start=0&end=1&step=0").body())
        .contains("zero or negative query resolution step widths are not accepted");
    assertThat(client.get(range + "&start=0&end=11001&step=1").body())
        .contains("exceeded maximum resolution of 11,000 points per timeseries.");
    assertThat(client.get(range + "&start=0&end=11000&step=1").status()).isEqualTo(200);
    assertThat(client.get("/api/v1/query?query=up&limit=-1").body())
        .contains("limit must be non-negative");
    assertThat(client.get("/api/v1/query?query=up&timeout=1q").body())
        .contains("invalid parameter \\\"timeout\\\"");
  }

  @Test
  void limitTruncatesWithAWarning() throws IOException {
    var answer = client.get("/api/v1/query?query=up&limit=1");
    assertThat(answer.body())
        .doesNotContain("kitchen")
        .contains("\"warnings\":[\"results truncated due to limit\"]");
  }

  @Test
  void keptAnswersAreUsedUnlessTheCostOrAWholeEvaluationIsAskedFor() throws IOException {
    var uncached = new ArrayList<Boolean>();
    fake.queries =
        (query, options) -> {
          uncached.add(!options.cached());
          return new QueryResult(
              new Value.Matrix(List.of()), List.of(), List.of(), QueryStats.NONE);
        };
    for (var more : List.of("", "&nocache=1", "&nocache=0", "&stats=true")) {
      client.get("/api/v1/query_range?query=up&start=0&end=9&step=1" + more);
    }
    assertThat(uncached).containsExactly(false, true, false, true);
  }

  @Test
  void statsAreAddedOnRequest() throws IOException {
    assertThat(client.get("/api/v1/query?query=up&stats=all").body())
        .contains("\"totalQueryableSamples\":42");
  }

  @Test
  void answersAreCompressedWhereAccepted() throws IOException {
    var answer = client.get("/api/v1/query?query=up", "Accept-Encoding: gzip, deflate");
    assertThat(answer.header("Content-Encoding")).isEqualTo("gzip");
    assertThat(answer.header("Vary")).isEqualTo("Origin, Accept-Encoding");
    assertThat(answer.unzipped()).startsWith("{\"status\":\"success\"");
  }
}
