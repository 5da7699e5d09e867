package io.tocsin.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.Labels;
import io.tocsin.rules.AlertView;
import io.tocsin.rules.AlertmanagerSource;
import io.tocsin.rules.GroupView;
import io.tocsin.rules.Rule;
import io.tocsin.rules.RuleGroup;
import io.tocsin.rules.RuleQuery;
import io.tocsin.rules.RuleView;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RulesApiTest {
  private static final long AT = 1_700_000_000_123L;
  private static final Rule.Recording RECORD =
      new Rule.Recording("a:b", new RuleQuery("sum(up)", List.of()), map("team", "x"));
  private static final Rule.Alert ALERT =
      new Rule.Alert(
          "Down",
          new RuleQuery("up == 0", List.of()),
          90_000,
          0,
          map("severity", "page"),
          map("text", ""));

  private final FakeParts fake = new FakeParts();
  private HttpServer server;
  private RawClient client;

  private static TreeMap<String, String> map(String name, String value) {
    return new TreeMap<>(Map.of(name, value));
  }

  private static GroupView group(String name, RuleView... rules) {
    var group =
        new RuleGroup(
            "r.yml", name, 15_000, null, 5, List.of(rules).stream().map(RuleView::rule).toList());
    return new GroupView(group, 1_500_000, AT, List.of(rules));
  }

  @BeforeEach
  void start() {
    var active =
        new AlertView(
            Labels.of("alertname", "Down", "job", "a"), map("text", "t"), true, AT, AT + 1000, 0);
    var alerting = new RuleView(ALERT, RuleView.Health.GOOD, "", 2_000_000, AT, List.of(active));
    var recording = new RuleView(RECORD, RuleView.Health.BAD, "no", 0, 0, List.of());
    var groups = List.of(group("g", recording, alerting), group("h", recording));
    fake.rules = () -> groups;
    fake.alertmanagers =
        new AlertmanagerSource() {
          @Override
          public List<String> active() {
            return List.of("http://a:9093/api/v2/alerts");
          }

          @Override
          public List<String> dropped() {
            return List.of();
          }
        };
    server = HttpServer.start(HttpOptions.loopback(0), fake.parts());
    client = new RawClient(server.port());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private String get(String path) throws IOException {
    var answer = client.get("/api/v1/" + path);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.body();
  }

  private void assertBad(String path, String error) throws IOException {
    var answer = client.get("/api/v1/" + path);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).contains("\"errorType\":\"bad_data\"").contains(error);
  }

  @Test
  void rulesAreShownAsPrometheusShowsThem() throws IOException {
    var alert =
        "{\"labels\":{\"alertname\":\"Down\",\"job\":\"a\"},\"annotations\":{\"text\":\"t\"},"
            + "\"state\":\"firing\",\"activeAt\":\"2023-11-14T22:13:20.123Z\","
            + "\"keepFiringSince\":\"2023-11-14T22:13:21.123Z\",\"value\":\"0e+00\"}";
    assertThat(get("rules?rule_group[]=g"))
        .isEqualTo(
            "{\"status\":\"success\",\"data\":{\"groups\":[{\"name\":\"g\",\"file\":\"r.yml\","
                + "\"rules\":[{\"name\":\"a:b\",\"query\":\"sum(up)\",\"labels\":{\"team\":\"x\"},"
                + "\"health\":\"err\",\"lastError\":\"no\",\"evaluationTime\":0,"
                + "\"lastEvaluation\":\"0001-01-01T00:00:00Z\",\"type\":\"recording\"},"
                + "{\"state\":\"firing\",\"name\":\"Down\",\"query\":\"up == 0\",\"duration\":90,"
                + "\"keepFiringFor\":0,\"labels\":{\"severity\":\"page\"},"
                + "\"annotations\":{\"text\":\"\"},\"alerts\":["
                + alert
                + "],\"health\":\"ok\",\"evaluationTime\":0.002,"
                + "\"lastEvaluation\":\"2023-11-14T22:13:20.123Z\",\"type\":\"alerting\"}],"
                + "\"interval\":15,\"limit\":5,\"evaluationTime\":0.0015,"
                + "\"lastEvaluation\":\"2023-11-14T22:13:20.123Z\"}]}}");
    assertThat(get("alerts"))
        .isEqualTo("{\"status\":\"success\",\"data\":{\"alerts\":[" + alert + "]}}");
    assertThat(get("alertmanagers"))
        .contains("\"activeAlertmanagers\":[{\"url\":\"http://a:9093/api/v2/alerts\"}]");
  }

  @Test
  void rulesAreChosenByTypeNameGroupFileAndLabels() throws IOException {
    assertThat(get("rules?type=ALERT")).contains("Down").doesNotContain("a:b");
    assertThat(get("rules?type=record")).contains("a:b").doesNotContain("Down");
    assertThat(get("rules?rule_name[]=Down")).contains("Down").doesNotContain("\"h\"");
    assertThat(get("rules?file[]=other.yml")).contains("\"groups\":[]");
    assertThat(get("rules?match[]={severity=\"page\"}")).contains("Down").doesNotContain("a:b");
    assertThat(get("rules?exclude_alerts=true")).contains("\"alerts\":null");
    assertBad("rules?type=any", "invalid parameter \\\"type\\\": not supported value \\\"any\\\"");
    assertBad("rules?exclude_alerts=maybe", "error converting exclude_alerts");
    assertBad("rules?match[]={a=", "parse error");
    assertBad("rules?match[]={}", "match[] must contain at least one non-empty matcher");
  }

  @Test
  void groupsComeInPages() throws IOException {
    var first = get("rules?group_limit=1");
    assertThat(first).contains("\"name\":\"g\"").doesNotContain("\"name\":\"h\"");
    var token = Pattern.compile("\"groupNextToken\":\"([0-9a-f]{64})\"").matcher(first);
    assertThat(token.find()).isTrue();
    var second = get("rules?group_limit=1&group_next_token=" + token.group(1));
    assertThat(second).contains("\"name\":\"h\"").doesNotContain("groupNextToken");
    assertBad("rules?group_limit=0", "group_limit needs to be greater than 0");
    assertBad("rules?group_limit=x", "group_limit needs to be a valid number");
    assertBad("rules?group_next_token=x", "group_limit needs to be present");
    assertBad("rules?group_limit=1&group_next_token=x", "were rule groups changed?");
  }
}
