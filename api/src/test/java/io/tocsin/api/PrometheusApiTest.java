package io.tocsin.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class PrometheusApiTest {
  private static final FakeParts FAKE = new FakeParts();
  private static final HttpServer SERVER = HttpServer.start(HttpOptions.loopback(0), FAKE.parts());
  private final RawClient client = new RawClient(SERVER.port());

  @AfterAll
  static void stop() {
    SERVER.close();
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

  @Test
  void labelsAreListedAndLimited() throws IOException {
    assertData("labels", "[\"__name__\",\"instance\",\"job\",\"room\"]");
    assertData("labels?match[]=heat", "[\"__name__\",\"room\"]");
    assertData("labels?match[]=heat&match[]=up", "[\"__name__\",\"instance\",\"job\",\"room\"]");
    assertThat(client.get("/api/v1/labels?limit=2").body())
        .isEqualTo(
            "{\"status\":\"success\",\"data\":[\"__name__\",\"instance\"],"
                + "\"warnings\":[\"results truncated due to limit\"]}");
    assertThat(client.form("/api/v1/labels", "match[]=heat").body()).contains("room");
    assertBad("labels?start=never", "invalid time value for 'start'");
    assertBad("labels?match[]={}", "match[] must contain at least one non-empty matcher");
    assertBad("labels?match[]=1+1", "parse error");
  }

  @Test
  void valuesOfEscapedNamesAreFound() throws IOException {
    assertData("label/instance/values", "[\"a:9100\",\"b:9100\"]");
    assertData("label/U__in_73_tance/values", "[\"a:9100\",\"b:9100\"]");
    assertData("label/U______name____/values", "[\"heat\",\"up\"]");
    assertData("label/nothing/values", "[]");
  }

  @Test
  void seriesNeedASelectorAndComeOnce() throws IOException {
    assertBad("series", "no match[] parameter provided");
    var up =
        "{\"__name__\":\"up\",\"instance\":\"a:9100\",\"job\":\"node\"},"
            + "{\"__name__\":\"up\",\"instance\":\"b:9100\",\"job\":\"node\"}";
    assertData("series?match[]=up", "[" + up + "]");
    assertData("series?match[]=up&match[]={job=\"node\"}", "[" + up + "]");
    assertThat(client.get("/api/v1/series?match[]=up&limit=1").body())
        .contains("\"warnings\":[\"results truncated due to limit\"]");
  }

  @Test
  void targetsShowTheirLastScrape() throws IOException {
    var all = client.get("/api/v1/targets").body();
    assertThat(all)
        .contains("\"lastScrape\":\"2023-11-14T22:13:20.123Z\",\"lastScrapeDuration\":0.0125")
        .contains("\"lastScrape\":\"0001-01-01T00:00:00Z\"")
        .contains("\"lastError\":\"connection refused\"")
        .contains("\"scrapeInterval\":\"1m30s\"")
        .contains("\"droppedTargetCounts\":{\"node\":0,\"web\":1}");
    assertThat(client.get("/api/v1/targets?state=dropped").body())
        .contains("\"activeTargets\":[]", "c:80");
    assertThat(client.get("/api/v1/targets?scrapePool=node").body()).doesNotContain("b:80");
    assertData("scrape_pools", "{\"scrapePools\":[\"node\",\"web\"]}");
  }

  @Test
  void metadataIsGatheredFromTargets() throws IOException {
    var counter = "{\"type\":\"counter\",\"unit\":\"\",\"help\":\"Says so.\"}";
    assertData("metadata", "{\"up_total\":[" + counter + "]}");
    assertData("metadata?metric=none", "{}");
    assertData("metadata?limit=0", "{}");
    assertBad("metadata?limit=x", "limit must be a number");
    var target = "{\"target\":{\"instance\":\"a:9100\",\"job\":\"node\"},";
    assertData(
        "targets/metadata?match_target={job=\"node\"}",
        "[" + target + "\"metric\":\"up_total\"," + counter.substring(1) + "]");
    assertData("targets/metadata?metric=up_total", "[" + target + counter.substring(1) + "]");
  }

  @Test
  void queriesAreLaidOutAndTakenApart() throws IOException {
    assertData("format_query?query=sum(up)by(job)", "\"sum by (job) (up)\"");
    assertBad("format_query?query=", "invalid parameter \\\"query\\\"");
    assertData(
        "parse_query?query=rate(up{job=\"a\"}[5m]+offset+1m)",
        "{\"type\":\"call\",\"func\":{\"name\":\"rate\",\"argTypes\":[\"matrix\"],\"variadic\":0,"
            + "\"returnType\":\"vector\"},\"args\":[{\"type\":\"matrixSelector\",\"name\":\"up\","
            + "\"range\":300000,\"rangeExpr\":null,\"offset\":60000,\"offsetExpr\":null,"
            + "\"timestamp\":null,\"startOrEnd\":null,\"matchers\":[{\"name\":\"job\","
            + "\"value\":\"a\",\"type\":\"=\"},{\"name\":\"__name__\",\"value\":\"up\","
            + "\"type\":\"=\"}],\"anchored\":false,\"smoothed\":false}]}");
    assertThat(client.get("/api/v1/parse_query?query=a+%2B+on(x)+group_left(y)+b").body())
        .contains(
            "\"matching\":{\"card\":\"many-to-one\",\"labels\":[\"x\"],\"on\":true,"
                + "\"include\":[\"y\"],\"fillValues\":{\"lhs\":null,\"rhs\":null}}");
    assertThat(client.get("/api/v1/parse_query?query=foo[max_of(step(),5m%2B3m)]").body())
        .contains(
            "\"range\":0,\"rangeExpr\":{\"type\":\"durationExpr\",\"op\":\"max_of\",\"lhs\":"
                + "{\"type\":\"durationExpr\",\"op\":\"step\",\"lhs\":null,\"rhs\":null,"
                + "\"wrapped\":false},\"rhs\":{\"type\":\"durationExpr\",\"op\":\"+\",\"lhs\":"
                + "{\"type\":\"numberLiteral\",\"val\":\"300\",\"duration\":true}");
  }

  @Test
  void statusTellsWhatGrafanaAsks() throws IOException {
    assertThat(client.get("/api/v1/status/buildinfo").body()).contains("\"version\":\"3.14.0\"");
    assertData("status/walreplay", "{\"min\":1,\"max\":4,\"current\":4}");
    assertData("status/flags", "{\"web.listen-address\":\"127.0.0.1:9090\"}");
    assertThat(client.get("/api/v1/status/tsdb?limit=1").body())
        .contains("\"seriesCountByMetricName\":[{\"name\":\"up\",\"value\":2}]");
    assertBad("status/tsdb?limit=0", "limit must be a positive number");
    assertBad("status/tsdb?limit=10001", "limit must not exceed 10000");
  }

  @Test
  void rulesAreEmptyButChecked() throws IOException {
    assertData("rules", "{\"groups\":[]}");
    assertData("alerts", "{\"alerts\":[]}");
    assertBad("rules?type=x", "not supported value");
    assertBad("rules?group_next_token=a", "group_limit needs to be present");
  }
}
