package io.tocsin.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The packaged program evaluates rules, tells Debian's Alertmanager of their alerts, and goes on
/// after a kill.
@Order(9)
class RulesTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final String RULES =
      """
      groups:
        - name: g
          interval: 1s
          rules:
            - record: always:one
              expr: vector(1)
            - alert: Always
              expr: always:one == 1
              labels: {severity: page}
              annotations: {summary: 'value {{ $value }} in {{ $externalLabels.zone }}'}
      """;

  @TempDir Path folder;

  private Path config(String alertmanager) throws Exception {
    Files.writeString(folder.resolve("rules.yml"), RULES);
    Files.writeString(folder.resolve("sd.json"), "[{\"targets\": [\"" + alertmanager + "\"]}]");
    return Files.writeString(
        folder.resolve("prometheus.yml"),
        """
        global:
          evaluation_interval: 1s
          external_labels: {zone: here, replica: a}
        rule_files: ['rule*.yml']
        alerting:
          alert_relabel_configs: [{regex: replica, action: labeldrop}]
          alertmanagers:
            - file_sd_configs: [{files: [sd.json]}]
            - static_configs: [{targets: ['127.0.0.1:1']}]
              relabel_configs: [{source_labels: [__address__], regex: '.*:1', action: drop}]
        """);
  }

  @Test
  void alertsReachAnAlertmanagerAndEndThere() throws Exception {
    try (var alertmanager = Alertmanager.start(folder)) {
      var config = config(alertmanager.address());
      try (var server =
          Tocsin.start(
              folder.resolve("data"),
              "--config=" + config,
              "--web.enable-lifecycle",
              "--web.external-url=http://tocsin.example/x",
              "--web.route-prefix=/")) {
        var alerts =
            Eventually.get(LIMIT, alertmanager::alerts, text -> text.contains("\"Always\""));
        assertThat(alerts)
            .contains("\"severity\":\"page\"", "\"zone\":\"here\"", "value 1 in here")
            .contains("http://tocsin.example/x/graph?g0.expr=always%3Aone+%3D%3D+1")
            .doesNotContain("replica");
        var web = server.web();
        assertThat(web.get("/api/v1/alertmanagers").body())
            .contains(
                "\"activeAlertmanagers\":[{\"url\":\"http://"
                    + alertmanager.address()
                    + "/api/v2/alerts\"}]")
            .contains("\"droppedAlertmanagers\":[{\"url\":\"http://127.0.0.1:1/api/v2/alerts\"}]");
        assertThat(web.get("/api/v1/rules?type=alert").body())
            .contains("\"state\":\"firing\"", "\"health\":\"ok\"", "\"type\":\"alerting\"");
        // stored once the state of an earlier process was looked for, at the second evaluation
        Eventually.get(
            LIMIT,
            () -> web.get("/api/v1/query?query=ALERTS").body(),
            text -> text.contains("\"alertstate\":\"firing\""));

        // a bad file of rules changes nothing
        Files.writeString(folder.resolve("rules.yml"), RULES.replace("vector(1)", "vector(1"));
        assertThat(web.post("/-/reload").status()).isEqualTo(500);
        assertThat(web.get("/api/v1/alerts").body()).contains("\"Always\"");

        Files.writeString(folder.resolve("rules.yml"), RULES.replace("== 1", "== 2"));
        Eventually.get(LIMIT, alertmanager::alerts, text -> text.equals("[]\n"));
      }
    }
  }

  @Test
  void recordedSeriesGoOnAfterAKill() throws Exception {
    var config = config("127.0.0.1:1");
    var data = folder.resolve("data");
    try (var server = Tocsin.start(data, "--config=" + config)) {
      Eventually.get(
          LIMIT, () -> server.web().query("count_over_time(always:one[1m])").value(), n -> n >= 3);
      server.kill();
    }
    try (var server = Tocsin.start(data, "--config=" + config)) {
      var web = server.web();
      Eventually.get(
          LIMIT, () -> web.query("count_over_time(always:one[1m])").value(), n -> n >= 6);
      assertThat(web.get("/api/v1/rules?rule_name[]=always:one").body())
          .contains("\"type\":\"recording\"");
      assertThat(server.stop()).isZero();
    }
  }

  @Test
  void whatARuleWouldHaveStoredIsWrittenAsBlocks() throws Exception {
    try (var server = Tocsin.start(folder.resolve("data"))) {
      long end = System.currentTimeMillis() / 1000;
      var rules = Files.writeString(folder.resolve("rules.yml"), RULES).toString();
      var run =
          Command.tocsin(
              "tsdb",
              "create-blocks-from",
              "rules",
              "--url=" + server.url(),
              "--start=" + (end - 3 * 3600),
              "--end=" + end,
              "--output-dir=" + folder.resolve("blocks"),
              rules);
      assertThat(run.out() + run.err()).contains("created: 1 series, 10,80");
      assertThat(run.exit()).isZero();
      try (var blocks = Files.list(folder.resolve("blocks"))) {
        assertThat(blocks.filter(block -> Files.exists(block.resolve("meta.json"))))
            .hasSizeBetween(2, 3);
      }
    }
  }
}
