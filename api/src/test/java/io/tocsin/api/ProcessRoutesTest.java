package io.tocsin.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.tocsin.api.Health.Component;
import io.tocsin.api.Health.State;
import io.tocsin.api.ProtoFields.Field;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProcessRoutesTest {
  private final FakeParts fake = new FakeParts();
  private final HttpServer server = HttpServer.start(options(), fake.parts());
  private final RawClient client = new RawClient(server.port());

  private static HttpOptions options() {
    var plain = HttpOptions.loopback(0);
    return new HttpOptions(
        plain.host(),
        0,
        Outside.NONE,
        true,
        false,
        plain.queries(),
        WebConfig.NONE,
        plain.limits());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void healthListsComponentsWithStateAndReason() throws IOException {
    assertThat(client.get("/health").body())
        .isEqualTo(
            "{\"status\":\"healthy\",\"components\":[{\"name\":\"store\",\"state\":\"healthy\","
                + "\"reason\":\"\"}],\"version\":\"0.1.0\"}");
    fake.components = List.of(new Component("disk", State.DEGRADED, "95 % full"));
    assertThat(client.get("/health").status()).isEqualTo(200);
    assertThat(client.get("/health").body()).startsWith("{\"status\":\"degraded\"");
    assertThat(client.get("/-/ready").status()).isEqualTo(200);
    fake.components =
        List.of(
            new Component("store", State.FAILING, "read-only: disk full"),
            new Component("disk", State.DEGRADED, "99 % full"));
    for (var path : List.of("/health", "/health/live", "/health/ready", "/health/dependencies")) {
      var answer = client.get(path);
      assertThat(answer.status()).as(path).isEqualTo(503);
      assertThat(answer.body()).contains("\"status\":\"failing\"", "read-only: disk full");
    }
    assertThat(client.get("/-/ready").status()).isEqualTo(503);
    assertThat(client.get("/-/healthy").status()).isEqualTo(200);
  }

  @Test
  void headIsAnsweredWithoutABody() throws IOException {
    assertThat(client.send("HEAD", "/-/healthy", "").status()).isEqualTo(200);
    assertThat(client.send("HEAD", "/-/ready", "").status()).isEqualTo(200);
  }

  @Test
  void metricsComeAsTextAndAsOpenMetrics() throws IOException {
    client.get("/api/v1/query?query=up");
    client.awaitMetric("tocsin_http_requests_total{code=\"200\",route=\"/api/v1/query\"} 1.0");
    var text = client.get("/metrics");
    assertThat(text.header("Content-Type")).startsWith("text/plain; version=0.0.4");
    assertThat(text.body())
        .contains("tocsin_http_request_duration_seconds_count{route=\"/api/v1/query\"} 1")
        .contains("tocsin_http_requests_in_flight ");
    var open = client.get("/metrics", "Accept: application/openmetrics-text; version=1.0.0");
    assertThat(open.header("Content-Type")).startsWith("application/openmetrics-text");
    assertThat(open.body()).endsWith("# EOF\n");
  }

  @Test
  void metricsComeAsProtobufToWhoWantsItMost() throws IOException {
    Counter.builder()
        .name("asked")
        .labelNames("who")
        .register(fake.registry)
        .labelValues("me")
        .inc(3);
    var sizes = Histogram.builder().name("size").nativeInitialSchema(0).register(fake.registry);
    sizes.observe(0.75);
    sizes.observe(3);
    sizes.observe(-3);
    var protobuf =
        "Accept: application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;"
            + "encoding=delimited";
    assertThat(client.get("/metrics", protobuf + ";q=0.1,text/plain").header("Content-Type"))
        .startsWith("text/plain");
    var answer = client.get("/metrics", protobuf + ",application/openmetrics-text;q=0.9");
    assertThat(answer.header("Content-Type"))
        .isEqualTo(
            "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily;"
                + " encoding=delimited");
    var families = new HashMap<String, List<Field>>();
    var in = ByteBuffer.wrap(answer.bytes());
    while (in.hasRemaining()) {
      var family = ProtoFields.of(ProtoFields.take(in, (int) ProtoFields.varint(in)));
      families.put(ProtoFields.all(family, 1).getFirst().text(), family);
    }
    var asked = ProtoFields.all(families.get("asked_total"), 4).getFirst().message();
    var label = ProtoFields.all(asked, 1).getFirst().message();
    assertThat(label).extracting(Field::text).containsExactly("who", "me");
    assertThat(ProtoFields.all(asked, 3).getFirst().message().getFirst().real()).isEqualTo(3);
    assertThat(ProtoFields.value(families.get("size"), 3)).isEqualTo(4);
    var metric = ProtoFields.all(families.get("size"), 4).getFirst().message();
    var size = ProtoFields.all(metric, 7).getFirst().message();
    assertThat(ProtoFields.value(size, 1)).isEqualTo(3);
    assertThat(ProtoFields.all(size, 2).getFirst().real()).isEqualTo(0.75);
    assertThat(ProtoFields.all(size, 3)).isNotEmpty();
    // Buckets up to 1 and up to 4 with one each, and one down to -4: differences 1, 0 and 1.
    assertThat(ProtoFields.all(size, 12)).hasSize(2);
    assertThat(ProtoFields.all(size, 13).getFirst().bytes()).containsExactly(2, 0);
    assertThat(ProtoFields.all(size, 10).getFirst().bytes()).containsExactly(2);
  }

  @Test
  void reloadTellsWhatIsWrong() throws IOException {
    assertThat(client.post("/-/reload", "").status()).isEqualTo(200);
    var bad = client.post("/-/reload", "");
    assertThat(bad.status()).isEqualTo(500);
    assertThat(bad.body()).isEqualTo("failed to reload config: prometheus.yml:3: job: twice\n");
    assertThat(client.get("/-/reload").status()).isEqualTo(405);
    assertThat(client.get("/-/reload").header("Allow")).isEqualTo("POST, PUT");
  }

  @Test
  void lifecycleIsOffUnlessAskedFor() throws IOException {
    var other = new FakeParts();
    try (var closed = HttpServer.start(HttpOptions.loopback(0), other.parts())) {
      var answer = new RawClient(closed.port()).post("/-/quit", "");
      assertThat(answer.status()).isEqualTo(403);
      assertThat(answer.body()).contains("Lifecycle API is not enabled.");
      assertThat(other.quits).hasValue(0);
    }
  }

  @Test
  void pagesAreServedWithCareAndNeverShadowTheApi() throws IOException {
    var page = client.get("/explore?q=up");
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.header("Content-Type")).startsWith("text/html");
    assertThat(page.header("Content-Security-Policy")).contains("script-src 'self';");
    assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(page.header("Cache-Control")).isEqualTo("no-cache");

    var asset = client.get("/assets/index-Ab12.js", "Accept-Encoding: gzip");
    assertThat(asset.header("Cache-Control")).contains("immutable");
    assertThat(asset.header("Content-Type")).startsWith("text/javascript");
    assertThat(asset.unzipped()).isEqualTo("export const answer = 42;\n");
    assertThat(client.get("/assets/index-Ab12.js").body()).isEqualTo("export const answer = 42;\n");
    assertThat(client.get("/icon.svg").header("Content-Type")).isEqualTo("image/svg+xml");

    for (var path :
        List.of(
            "/assets/none.js",
            "/assets/../index.html",
            "/%2e%2e/index.html",
            "/api/nothing",
            "/-/nothing",
            "/health/nothing",
            "/none.js")) {
      assertThat(client.get(path).status()).as(path).isEqualTo(404);
    }
    assertThat(client.get("/api/v1/nothing").body()).contains("\"errorType\":\"not_found\"");
  }

  @Test
  void linksToPrometheusGraphLeadToExplore() throws IOException {
    var answer = client.get("/graph?g0.expr=up%7Bjob%3D%22a%22%7D&g0.tab=1&g1.expr=down");
    assertThat(answer.status()).isEqualTo(302);
    assertThat(answer.header("Location")).isEqualTo("/explore?q=up%7Bjob%3D%22a%22%7D&q=down");
  }
}
