package io.tocsin.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The commands of alerting that Alertmanager and Prometheus do not have, with the packaged program
/// on both sides.
@Order(10)
class AlertCommandsTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  @TempDir Path folder;

  private Tocsin start(String... words) throws IOException {
    return Tocsin.start(folder.resolve("data"), words);
  }

  /// A sample a minute for the last hour; the value is 10 in the second quarter of it.
  private static void push(Web web) throws IOException {
    long now = System.currentTimeMillis() / 60_000 * 60_000;
    var samples = new TreeMap<Long, Long>();
    for (int minute = 60; minute >= 0; minute--) {
      double value = minute <= 45 && minute > 30 ? 10 : 1;
      samples.put(now - minute * 60_000L, Double.doubleToLongBits(value));
    }
    var request = new WriteRequest().add(Map.of("__name__", "queue_length"), samples);
    assertThat(web.write(request).status()).isEqualTo(204);
  }

  @Test
  void aRuleIsPreviewedByCommandAndByRequest() throws Exception {
    try (var server = start()) {
      push(server.web());
      var query = "queue_length > 5";
      var shown =
          Command.tocsin(
              "rules",
              "preview",
              "--url=" + server.url(),
              "--expr=" + query,
              "--for=5m",
              "--days=1");
      assertThat(shown.exit()).as(shown.err()).isZero();
      assertThat(shown.out()).contains("would have fired 1 time in the last 1 day");
      var path = "/api/v1/rules/preview?days=1&for=5m&expr=" + Web.encoded(query);
      var data = server.web().get(path).json().at("data");
      assertThat(data.toString()).contains("queue_length");
      var file =
          Files.writeString(
              folder.resolve("rule.yml"),
              """
              catalogue: {queue: {metric: queue_length}}
              conditions: [{name: LongQueue, condition: "queue > 50 for 5 minutes", severity: warning}]
              """);
      var quiet =
          Command.tocsin("rules", "preview", "--url=" + server.url(), "--days=1", file.toString());
      assertThat(quiet.exit()).as(quiet.err()).isZero();
      assertThat(quiet.out()).contains("0 times");
      var wrong =
          Command.tocsin("rules", "preview", "--url=" + server.url(), "--expr=queue_length >");
      assertThat(wrong.exit()).isEqualTo(1);
      assertThat(wrong.err()).contains("parse error").doesNotContain("\tat ");
    }
  }

  @Test
  void aTemplateIsRendered() throws Exception {
    var own =
        Files.writeString(
            folder.resolve("own.tmpl"), "{{ define \"own\" }}<{{ .Status }}>{{ end }}");
    var title =
        Command.tocsin(
            "template", "render", "--template.text={{ template \"slack.default.title\" . }}");
    assertThat(title.exit()).as(title.err()).isZero();
    assertThat(title.out()).contains("[FIRING:1]");
    var text =
        Command.tocsin(
            "template",
            "render",
            "--template.glob=" + own,
            "--template.text={{ template \"own\" . }}");
    assertThat(text.out()).contains("<firing>");
    var bad = Command.tocsin("template", "render", "--template.text={{ template \"none\" . }}");
    assertThat(bad.exit()).isEqualTo(1);
  }

  @Test
  void theAnomalyRuleIsMeasured() throws Exception {
    var run = Command.tocsin("bench", "anomaly", "--seed=640217", "--seeds=1");
    assertThat(run.exit()).as(run.err()).isZero();
    var all = Pattern.compile("all +\\d+/190 +([0-9.]+)% +([0-9.]+).*").matcher(run.out());
    assertThat(all.find()).as(run.out()).isTrue();
    assertThat(Double.parseDouble(all.group(1))).isGreaterThan(90);
    assertThat(Double.parseDouble(all.group(2))).isLessThan(0.1);
  }

  @Test
  void theDeadMansSwitchTellsItsReceiverAndRoutesAreExplained() throws Exception {
    BlockingQueue<String> told = new LinkedBlockingQueue<>();
    var outside = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    outside.createContext(
        "/",
        exchange -> {
          try (exchange) {
            var body = exchange.getRequestBody().readAllBytes();
            told.add(new String(body, StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(200, -1);
          }
        });
    outside.start();
    try (var server = start("--config=" + deadMansSwitch(outside.getAddress().getPort()))) {
      var body = told.poll(LIMIT.toSeconds(), TimeUnit.SECONDS);
      assertThat(body).contains("\"alertname\":\"Watchdog\"", "\"status\":\"firing\"");
      var routes =
          Command.tocsin(
              "routes", "test", "--url=" + server.url(), "alertname=Watchdog", "severity=none");
      assertThat(routes.out()).contains("outside-check: is told");
      var test = Command.tocsin("notify", "test", "--url=" + server.url(), "outside-check");
      assertThat(test.out()).contains("outside-check/webhook[0]: delivered");
      var openApi = server.web().get("/api/v1/openapi.yaml").body();
      assertThat(openApi).contains("\"/alerting/outbox\":", "\"/api/v2/silences\":");
    } finally {
      outside.stop(0);
    }
  }

  /// The guide's own files, with the one address that is ours.
  private Path deadMansSwitch(int port) throws IOException {
    var examples = Dist.ROOT.resolve("docs/guide/examples");
    Files.writeString(folder.resolve("url"), "http://127.0.0.1:" + port + "/\n");
    var routes = Files.readString(examples.resolve("dead-mans-switch.yml"));
    int second = routes.indexOf("      # Opsgenie's");
    Files.writeString(
        folder.resolve("alertmanager.yml"),
        routes
            .substring(0, second)
            .replace("/etc/tocsin/heartbeat-url", folder.resolve("url").toString()));
    Files.writeString(
        folder.resolve("rules.yml"),
        Files.readString(examples.resolve("dead-mans-switch-rules.yml"))
            .replace("interval: 30s", "interval: 1s"));
    return Files.writeString(
        folder.resolve("prometheus.yml"),
        "rule_files: [rules.yml]\ntocsin: {alertmanager: {config-file: "
            + folder.resolve("alertmanager.yml")
            + "}}\n");
  }

  @Test
  void amtoolsFilesCountHereToo() throws Exception {
    try (var server = start()) {
      var home = folder.resolve("home");
      Files.createDirectories(home.resolve(".config/amtool"));
      var http = Files.writeString(folder.resolve("http.yml"), "follow_redirects: true\n");
      Files.writeString(
          home.resolve(".config/amtool/config.yml"),
          "alertmanager.url: %s\nauthor: ann\ncomment_required: true\noutput: json\nhttp.config.file: %s\n"
              .formatted(server.url(), http));
      var environment = Map.of("HOME", home.toString());
      var refused = Command.run("", Dist.launcher(), environment, "silence", "add", "alertname=A");
      assertThat(refused.exit()).isEqualTo(1);
      var added =
          Command.run("", Dist.launcher(), environment, "silence", "add", "-c", "x", "alertname=A");
      assertThat(added.exit()).as(added.err()).isZero();
      var shown = Command.run("", Dist.launcher(), environment, "silence", "query");
      assertThat(shown.out()).startsWith("[{").contains("\"createdBy\":\"ann\"");
      Files.writeString(http, "follow_redirect: true\n");
      var wrong = Command.run("", Dist.launcher(), environment, "silence", "query");
      assertThat(wrong.err()).contains("http.yml:1", "follow_redirect");
    }
  }

  @Test
  void webhooksHaveToBeSignedAndEventsAreCountedOnAndBackedUp() throws Exception {
    var secret = Files.writeString(folder.resolve("secret"), "s3cret\n");
    var option = "--events.gitlab-token-file=" + secret;
    try (var server = start(option)) {
      var web = server.web();
      assertThat(web.post("/api/v1/events/gitlab").status()).isEqualTo(401);
      assertThat(event(web)).isEqualTo(200);
      assertThat(web.get("/metrics").body())
          .contains("events_total{kind=\"deployment\",source=\"ci\"} 1");
      // a notification of the default receiver stays in the outbox
      assertThat(Command.tocsin("notify", "test", "--url=" + server.url(), "outbox").exit())
          .isZero();
      var backup = folder.resolve("backups");
      var made = Command.tocsin("backup", backup.toString(), "--url=" + server.url());
      assertThat(made.exit()).as(made.out() + made.err()).isZero();
      try (var files = Files.walk(backup)) {
        assertThat(files.map(file -> String.valueOf(file.getFileName())))
            .contains("events", "alerting", "outbox");
      }
      assertThat(web.get("/api/v1/status/flags").body()).doesNotContain("s3cret");
      server.kill();
    }
    try (var server = start(option)) {
      assertThat(server.web().get("/metrics").body())
          .contains("events_total{kind=\"deployment\",source=\"ci\"} 1");
    }
  }

  private static int event(Web web) throws IOException {
    var body = "{\"kind\":\"deployment\",\"title\":\"v2\",\"labels\":{\"source\":\"ci\"}}";
    return web.send(
            HttpRequest.newBuilder(web.uri("/api/v1/events"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build())
        .status();
  }
}
