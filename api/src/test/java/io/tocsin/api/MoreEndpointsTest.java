package io.tocsin.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tocsin.model.Exemplar;
import io.tocsin.model.ExemplarSource.SeriesExemplars;
import io.tocsin.model.Labels;
import io.tocsin.model.Matcher;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MoreEndpointsTest {
  private final FakeParts fake = new FakeParts();
  private HttpServer server = HttpServer.start(HttpOptions.loopback(0), fake.parts());
  private RawClient client = new RawClient(server.port());

  @AfterEach
  void stop() {
    server.close();
  }

  private void restart() {
    server.close();
    server =
        HttpServer.start(HttpOptions.loopback(0), fake.parts(new PrometheusRegistry(), fake.clock));
    client = new RawClient(server.port());
  }

  private void assertData(String path, String data) throws IOException {
    assertThat(client.get("/api/v1/" + path).body())
        .as(path)
        .isEqualTo("{\"status\":\"success\",\"data\":" + data + "}");
  }

  private void assertBad(String path, String error) throws IOException {
    var answer = client.get("/api/v1/" + path);
    assertThat(answer.status()).as(path).isEqualTo(400);
    assertThat(answer.body()).contains("\"errorType\":\"bad_data\"").contains(error);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Test
  void runningQueriesAreListedAndEnded() throws IOException {
    assertThat(client.get("/api/v1/queries").body())
        .contains(
            "{\"id\":7,\"query\":\"rate(up[1m])\",\"state\":\"running\",\"start\":0,\"end\":60,"
                + "\"step\":15,\"began\":\"2023-11-14T22:13:20.123Z\",\"durationSeconds\":1.5,"
                + "\"samplesRead\":12}")
        .contains("\"state\":\"waiting\"");
    assertThat(client.send("DELETE", "/api/v1/queries/7", "").status()).isEqualTo(204);
    assertThat(client.post("/api/v1/queries/7/cancel", "").status()).isEqualTo(204);
    var gone = client.send("DELETE", "/api/v1/queries/9", "");
    assertThat(gone.status()).isEqualTo(404);
    assertThat(gone.body()).contains("query 9 is not running");
    assertThat(client.send("DELETE", "/api/v1/queries/x", "").status()).isEqualTo(400);
    assertThat(fake.cancels).containsExactly("cancel 7", "cancel 7", "cancel 9");
    var foreign = client.send("DELETE", "/api/v1/queries/7", "", "Origin: http://evil.example");
    assertThat(foreign.status()).isEqualTo(403);
  }

  @Test
  void costIsToldByParts() throws IOException {
    for (var stats : List.of("true", "all")) {
      assertThat(client.get("/api/v1/query?query=up&stats=" + stats).body())
          .contains(
              "\"stats\":{\"timings\":{\"evalTotalTime\":0.005,\"resultSortTime\":0,"
                  + "\"queryPreparationTime\":0.002,\"innerEvalTime\":0.003,"
                  + "\"execQueueTime\":0.001,\"execTotalTime\":0.006},\"samples\":{"
                  + "\"totalQueryableSamples\":42,\"samplesRead\":40,\"peakSamples\":7}}");
    }
  }

  @Test
  void exemplarsComeFromTheirStore() throws IOException {
    var asked = new ArrayList<String>();
    fake.exemplars =
        (selectors, from, to) -> {
          asked.add(selectors + " " + from + " " + to);
          var exemplar = new Exemplar(Labels.of("trace_id", "x"), 0.25, 1500);
          return List.of(new SeriesExemplars(FakeParts.SERIES.get(1), List.of(exemplar)));
        };
    restart();
    assertData(
        "query_exemplars?query=rate(up[1m])%2Bheat&start=1&end=2",
        "[{\"seriesLabels\":{\"__name__\":\"up\",\"instance\":\"b:9100\",\"job\":\"node\"},"
            + "\"exemplars\":[{\"labels\":{\"trace_id\":\"x\"},\"value\":\"0.25\","
            + "\"timestamp\":1.500}]}]");
    assertThat(asked)
        .containsExactly(
            List.of(
                    List.of(Matcher.equal("__name__", "up")),
                    List.of(Matcher.equal("__name__", "heat")))
                + " 1000 2000");
    assertThat(client.get("/api/v1/query_exemplars?query=1").status()).isEqualTo(204);
    assertBad("query_exemplars?query=up&start=2&end=1", "end timestamp must not be before start");
    assertBad("query_exemplars?query=up(", "parse error");
  }

  @Test
  void poolsTellHowTheyScrapeAndRelabel() throws IOException {
    assertData("scrape_pools/config?scrapePool=web", "{\"yaml\":\"job_name: web\\n\"}");
    assertBad("scrape_pools/config", "no scrapePool parameter provided");
    assertBad("scrape_pools/config?scrapePool=x", "scrape pool \\\"x\\\" not found");
    var steps = "targets/relabel_steps?scrapePool=web&labels=";
    assertData(
        steps + encoded("{\"a\":\"1\",\"b\":\"2\"}"),
        "{\"steps\":[{\"rule\":{\"source_labels\":[\"a\",\"b\"],\"separator\":\";\","
            + "\"regex\":\"(.*)\",\"target_label\":\"c\",\"replacement\":\"$1\","
            + "\"action\":\"replace\"},\"output\":{\"a\":\"1\",\"b\":\"2\",\"c\":\"1;2\"},"
            + "\"keep\":true}]}");
    assertBad("targets/relabel_steps?scrapePool=web", "no labels parameter provided");
    assertBad(steps + encoded("{\"a\":1}"), "error parsing labels");
    assertBad(steps + encoded("[1]"), "error parsing labels");
    assertBad(steps + encoded("a: b"), "error parsing labels");
    assertBad(steps.replace("web", "x") + encoded("{}"), "scrape pool \\\"x\\\" not found");
  }

  @Test
  void adminIsOffUnlessAllowed() throws IOException {
    for (var path : List.of("delete_series?match[]=up", "clean_tombstones", "snapshot")) {
      var answer = client.post("/api/v1/admin/tsdb/" + path, "");
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.body())
          .contains("\"errorType\":\"unavailable\",\"error\":\"admin APIs disabled\"");
    }
  }

  @Test
  void adminChangesTheStore() throws IOException {
    var done = new ArrayList<String>();
    fake.admin = new Recorder(done);
    restart();
    var delete = "/api/v1/admin/tsdb/delete_series";
    assertThat(client.post(delete + "?match[]=up&start=1&end=2", "").status()).isEqualTo(204);
    assertThat(client.send("PUT", delete + "?match[]={a=\"b\"}&start=1&end=2", "").status())
        .isEqualTo(204);
    assertThat(client.form("/api/v1/admin/tsdb/snapshot", "skip_head=true").body())
        .isEqualTo("{\"status\":\"success\",\"data\":{\"name\":\"copy\"}}");
    assertThat(client.post("/api/v1/admin/tsdb/snapshot?skip_head=x", "").body())
        .contains("invalid parameter \\\"skip_head\\\": unable to parse boolean");
    assertThat(client.post("/api/v1/admin/tsdb/clean_tombstones", "").status()).isEqualTo(500);
    assertThat(client.post(delete, "").body()).contains("no match[] parameter provided");
    assertThat(client.post(delete + "?match[]=up&match[]=1", "").status()).isEqualTo(400);
    assertThat(client.post(delete + "?match[]=up&start=2&end=1", "").status()).isEqualTo(400);
    assertThat(done)
        .containsExactly(
            "delete [__name__=\"up\"] 1000 2000", "delete [a=\"b\"] 1000 2000", "snapshot false");
    var foreign = client.post(delete + "?match[]=up", "", "Origin: http://evil.example");
    assertThat(foreign.status()).isEqualTo(403);
  }

  private record Recorder(List<String> done) implements StoreAdmin {
    @Override
    public void deleteSeries(List<Matcher> matchers, long startMillis, long endMillis) {
      done.add("delete " + matchers + " " + startMillis + " " + endMillis);
    }

    @Override
    public void cleanTombstones() throws IOException {
      throw new IOException("disk is full");
    }

    @Override
    public String snapshot(boolean withHead) {
      done.add("snapshot " + withHead);
      return "copy";
    }
  }

  @Test
  void ownMetricsAreData() throws IOException {
    Counter.builder()
        .name("jobs_total")
        .help("Done.")
        .labelNames("kind")
        .register(fake.registry)
        .labelValues("a")
        .inc(2);
    Histogram.builder()
        .name("jobs_seconds")
        .classicUpperBounds(1)
        .classicOnly()
        .register(fake.registry)
        .observe(0.5);
    assertData(
        "status/self_metrics?metric_name_pattern=jobs_.*",
        "[{\"name\":\"jobs_seconds\",\"help\":\"\",\"type\":\"HISTOGRAM\",\"metric\":[{"
            + "\"histogram\":{\"sampleCount\":\"1\",\"sampleSum\":0.5,\"bucket\":["
            + "{\"cumulativeCount\":\"1\",\"upperBound\":1},"
            + "{\"cumulativeCount\":\"1\",\"upperBound\":\"Infinity\"}]}}]},"
            + "{\"name\":\"jobs_total\",\"help\":\"Done.\",\"type\":\"COUNTER\",\"metric\":[{"
            + "\"label\":[{\"name\":\"kind\",\"value\":\"a\"}],\"counter\":{\"value\":2}}]}]");
    assertThat(client.get("/api/v1/status/self_metrics").body()).contains("tocsin_http_");
    assertBad("status/self_metrics?metric_name_pattern=(", "invalid metric_name_pattern");
  }

  @Test
  void blocksAndFeaturesAreListed() throws IOException {
    assertData(
        "status/tsdb/blocks",
        "{\"blocks\":[{\"ulid\":\"b1\",\"minTime\":1699999999123,\"maxTime\":1700000000123,"
            + "\"stats\":{\"numSamples\":40,\"numSeries\":3,\"numChunks\":4},\"compaction\":{"
            + "\"level\":2,\"sources\":[\"a\",\"b\"]},\"version\":1}]}");
    assertData("features", "{\"api\":{\"admin\":false,\"lifecycle\":true}}");
  }

  @Test
  void theDescriptionTellsOfEveryRoute() throws IOException {
    var text = client.get("/api/v1/openapi.yaml").body();
    var paths = io.tocsin.kit.Yaml.parse("openapi", text).entries().get("paths").entries();
    for (var route : server.routes()) {
      if (route.path().startsWith("/api/v1/") && !route.path().endsWith("*")) {
        var operations = paths.get(route.path().substring("/api/v1".length())).entries();
        assertThat(operations).containsKey(route.method().toLowerCase(java.util.Locale.ROOT));
      }
    }
    assertThat(text).contains("\"match[]\"");
  }
}
