package io.tocsin.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tocsin.model.Labels;
import io.tocsin.promql.QueryException;
import io.tocsin.promql.QueryOptions;
import io.tocsin.promql.QueryResult;
import io.tocsin.promql.QueryStats;
import io.tocsin.promql.RunningQuery;
import io.tocsin.promql.Value;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RulePreviewTest {
  private static final Labels UP = Labels.of("__name__", "up", "job", "a");

  private final List<String> asked = new ArrayList<>();
  private final FakeParts fake = new FakeParts();
  private final HttpServer server;
  private final RawClient client;

  RulePreviewTest() {
    fake.runner = new Answers();
    server =
        HttpServer.start(HttpOptions.loopback(0), fake.parts(new PrometheusRegistry(), fake.clock));
    client = new RawClient(server.port());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  /// Answers 1 from the third to the sixth minute of every question.
  private final class Answers implements QueryRunner {
    @Override
    public QueryResult instant(String query, long timeMillis, QueryOptions options) {
      throw new QueryException(QueryException.Kind.BAD_DATA, "only ranges");
    }

    @Override
    public QueryResult range(QueryRange range, QueryOptions options) {
      if (range.query().equals("bad")) {
        throw new QueryException(QueryException.Kind.BAD_DATA, "1:1: parse error");
      }
      asked.add(range.query() + " " + (range.endMillis() - range.startMillis()) / 60_000);
      var times = new long[4];
      for (int i = 0; i < 4; i++) {
        times[i] = range.startMillis() + (2 + i) * 60_000L;
      }
      var series = new Value.MatrixSeries(UP, times, new double[] {1, 3, 2, 1}, 4);
      return new QueryResult(
          new Value.Matrix(List.of(series)), List.of(), List.of(), QueryStats.NONE);
    }

    @Override
    public List<RunningQuery> running() {
      return List.of();
    }

    @Override
    public boolean cancel(long id) {
      return false;
    }
  }

  private static String form(String... pairs) {
    var out = new StringBuilder();
    for (int i = 0; i < pairs.length; i += 2) {
      out.append(pairs[i]).append('=');
      out.append(URLEncoder.encode(pairs[i + 1], StandardCharsets.UTF_8)).append('&');
    }
    return out.toString();
  }

  @Test
  void aQueryIsPlayedWithItsTimes() throws IOException {
    var answer =
        client.get(
            "/api/v1/rules/preview?"
                + form("expr", "up > 0", "for", "2m", "start", "0", "end", "3600", "step", "1m"));
    assertThat(answer.body())
        .isEqualTo(
            "{\"status\":\"success\",\"data\":{\"start\":0,\"end\":3600,\"step\":60,\"rules\":["
                + "{\"name\":\"\",\"query\":\"up > 0\",\"duration\":120,\"keepFiringFor\":0,"
                + "\"severity\":\"\",\"fired\":1,\"cut\":false,\"episodes\":[{\"labels\":{"
                + "\"job\":\"a\"},\"from\":\"1970-01-01T00:04:00Z\","
                + "\"to\":\"1970-01-01T00:05:00Z\",\"firing\":false,\"seconds\":120,"
                + "\"peak\":\"3\"}]}]}}");
    assertThat(asked).containsExactly("up > 0 60");
  }

  @Test
  void aRuleOfAnyFormIsPlayedOverFourteenDays() throws IOException {
    for (var rule :
        List.of(
            "{alert: A, expr: x > 5, for: 1m, labels: {severity: page}}",
            "groups: [{name: g, rules: [{record: r, expr: y}, {alert: A, expr: x > 5, for: 1m}]}]",
            "catalogue: {x: x}\nconditions: [{name: A, condition: x > 5 for 1 minute}]")) {
      asked.clear();
      var answer = client.form("/api/v1/rules/preview", form("rule", rule, "step", "10m"));
      assertThat(answer.status()).as(answer.body()).isEqualTo(200);
      assertThat(answer.body()).contains("\"name\":\"A\"").contains("\"duration\":60");
      assertThat(asked).containsExactly("x > 5 " + 14 * 1440);
    }
  }

  @Test
  void whatMakesNoSenseIsRefused() throws IOException {
    assertBad(form("days", "3"), "rule, expr: one of them is needed");
    assertBad(form("expr", "x", "rule", "{expr: x}"), "rule, expr: one of them is needed");
    assertBad(form("expr", "bad"), "1:1: parse error");
    assertBad(form("expr", "x", "days", "0"), "0 (expected: from 1 to 366)");
    assertBad(form("expr", "x", "step", "1ms"), "step: 1ms (expected: at least 1s)");
    assertBad(form("expr", "x", "step", "1s", "days", "366"), "expected: at most 1000000");
    assertBad(
        form("rule", "conditions: [{name: A, condition: x > 5}]"),
        "rule:1: conditions[0].condition: column 1: x (expected: a name of the catalogue, which is"
            + " empty)");
  }

  private void assertBad(String form, String message) throws IOException {
    var answer = client.form("/api/v1/rules/preview", form);
    assertThat(answer.status()).as(answer.body()).isEqualTo(400);
    assertThat(answer.body()).contains(message);
  }
}
