package io.tocsin.notify.receivers;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tocsin.http.LocalFiles;
import io.tocsin.kit.FsDirectory;
import io.tocsin.notify.AlertmanagerConfig;
import io.tocsin.notify.MatcherSyntax;
import io.tocsin.notify.OutboxEntry;
import io.tocsin.notify.OutboxEntry.Status;
import io.tocsin.notify.Outcome;
import io.tocsin.notify.Outcome.Reason;
import io.tocsin.notify.ReceiverTest;
import io.tocsin.notify.services.Recorder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class OutboxTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "webhook_configs: [{url: 'URL/x/hidden-1', http_config: {bearer_token: hidden-2}}]",
        "slack_configs: [{api_url: 'URL/services/hidden-1'}]",
        "pagerduty_configs: [{url: 'URL/v2', routing_key: hidden-1}]",
        "opsgenie_configs: [{api_url: 'URL', api_key: hidden-1}]",
        "victorops_configs: [{api_url: 'URL', api_key: 'hidden-1', routing_key: r}]",
        "telegram_configs: [{api_url: 'URL', bot_token: 'hidden-1', chat_id: 1}]",
        "discord_configs: [{webhook_url: 'URL/hidden-1'}]",
        "msteams_configs: [{webhook_url: 'URL/hidden-1'}]",
        "msteamsv2_configs: [{webhook_url: 'URL/w?sig=hidden-1'}]",
        "mattermost_configs: [{webhook_url: 'URL/hidden-1'}]",
        "rocketchat_configs: [{api_url: 'URL', token: hidden-1, token_id: hidden-2}]",
        "incidentio_configs: [{url: 'URL/hidden-2', alert_source_token: hidden-1}]",
        "webex_configs: [{api_url: 'URL', room_id: r, http_config: {authorization: {credentials:"
            + " hidden-1}}}]",
        "wechat_configs: [{api_url: 'URL', api_secret: hidden-1, corp_id: c}]",
        "sns_configs: [{api_url: 'URL', topic_arn: t, sigv4: {region: r, access_key: a,"
            + " secret_key: hidden-1}}]",
        "jira_configs: [{api_url: 'URL', project: p, issue_type: t, http_config: {basic_auth:"
            + " {username: u, password: hidden-1}}}]",
      })
  void noSecretIsKept(String receiver) throws Exception {
    try (var service = new Recorder();
        var channels = new ChannelFixture(folder)) {
      service.answer(500, "you said hidden-1 and hidden-2, \\/hidden-1");
      var outcome = channels.send(receiver.replace("URL", service.url()), true);
      assertThat(service.requests()).isNotEmpty();
      var entry = channels.lastEntry();
      assertThat(entry.exchanges()).isNotEmpty();
      // Of the second one most services know nothing: it is a word of the answer.
      boolean knowsBoth = receiver.contains("hidden-2");
      var kept = (entry + " " + outcome).replace(knowsBoth ? "hidden-0" : "hidden-2", "");
      assertThat(kept).doesNotContain("hidden-");
    }
    for (var file : Files.list(folder).toList()) {
      assertThat(Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1))
          .doesNotContain("hidden-1");
    }
  }

  @Test
  void anEntryTellsWhatWasAskedAndAnswered() throws Exception {
    try (var service = new Recorder();
        var channels = new ChannelFixture(folder)) {
      service.busy("7");
      var outcome =
          channels.send("discord_configs: [{webhook_url: '" + service.url() + "/x'}]", true);
      assertThat(outcome)
          .isEqualTo(
              new Outcome.Failed(Reason.RATE_LIMITED, "unexpected status code 429: slow down"));
      var entry = channels.lastEntry();
      assertThat(entry.status()).isEqualTo(Status.FAILED);
      assertThat(entry.message()).isEqualTo("unexpected status code 429: slow down");
      assertThat(entry.whom().integration()).isEqualTo("discord[0]");
      assertThat(entry.whom().groupLabels()).isEqualTo("{alertname=\"Down\"}");
      assertThat(entry.what()).isEqualTo(new OutboxEntry.What(1, 1, 1));
      var exchange = entry.exchanges().getFirst();
      assertThat(exchange.method()).isEqualTo("POST");
      assertThat(exchange.url()).isEqualTo("http://<secret>");
      assertThat(exchange.headers()).containsEntry("Content-Type", "application/json");
      assertThat(exchange.body()).startsWith("{\"content\":");
      assertThat(exchange.status()).isEqualTo(429);
      assertThat(exchange.answer()).isEqualTo("slow down");
    }
  }

  @Test
  void theTimeToWaitIsTheServices() throws Exception {
    try (var service = new Recorder();
        var channels = new ChannelFixture(folder)) {
      service.busy("7");
      assertThat(
              channels.send(
                  "opsgenie_configs: [{api_url: '" + service.url() + "', api_key: kk}]", true))
          .isEqualTo(
              new Outcome.Retry(
                  Reason.RATE_LIMITED, "unexpected status code 429: slow down", 7_000));
    }
  }

  @Test
  void attemptsOfOneTurnAreOneEntry() throws Exception {
    try (var service = new Recorder();
        var channels = new ChannelFixture(folder)) {
      service.answer(503, "later").answer(200, "");
      var config = ChannelFixture.config("webhook_configs: [{url: '" + service.url() + "/x'}]", "");
      var notification = channels.notification(true);
      try (var built = channels.maker().build(config)) {
        var integration = built.of(config.receivers().getFirst()).getFirst();
        assertThat(integration.send(notification))
            .isEqualTo(
                new Outcome.Retry(Reason.SERVER_ERROR, "unexpected status code 503: later", 0));
        assertThat(channels.lastEntry().status()).isEqualTo(Status.RETRYING);
        assertThat(integration.send(notification)).isEqualTo(Outcome.delivered());
        integration.close();
      }
      assertThat(channels.maker().outbox().latest("", 0, 10)).hasSize(1);
      assertThat(channels.lastEntry().status()).isEqualTo(Status.DELIVERED);
      assertThat(channels.lastEntry().what().attempts()).isEqualTo(2);
    }
  }

  @Test
  void entriesSurviveARestart() throws Exception {
    OutboxEntry before;
    try (var channels = new ChannelFixture(folder)) {
      send(channels, "webhook_configs: []");
      before = channels.lastEntry();
      assertThat(before.whom().integration()).isEqualTo("outbox");
    }
    try (var channels = new ChannelFixture(folder)) {
      assertThat(channels.lastEntry()).isEqualTo(before);
      assertThat(channels.maker().outbox().find(before.id())).isEqualTo(before);
      send(channels, "webhook_configs: []");
      assertThat(channels.lastEntry().id()).isEqualTo(before.id() + 1);
      assertThat(channels.maker().outbox().latest("r", before.id() + 1, 10))
          .containsExactly(before);
      assertThat(channels.maker().outbox().latest("other", 0, 10)).isEmpty();
    }
  }

  private static void send(ChannelFixture channels, String receiver) throws InterruptedException {
    assertThat(channels.send(receiver, true)).isEqualTo(Outcome.delivered());
  }

  @Test
  void aTornRecordIsLeftOut() throws Exception {
    try (var channels = new ChannelFixture(folder)) {
      send(channels, "webhook_configs: []");
      send(channels, "webhook_configs: []");
    }
    var file = Files.list(folder).filter(f -> f.toString().contains("outbox-")).findFirst();
    var bytes = Files.readAllBytes(file.orElseThrow());
    Files.write(file.orElseThrow(), java.util.Arrays.copyOf(bytes, bytes.length - 3));
    try (var channels = new ChannelFixture(folder)) {
      assertThat(channels.maker().outbox().latest("", 0, 10)).hasSize(1);
      send(channels, "webhook_configs: []");
    }
    try (var channels = new ChannelFixture(folder)) {
      assertThat(channels.maker().outbox().latest("", 0, 10)).hasSize(2);
    }
  }

  @Test
  void theOldestGoFirst() throws Exception {
    var registry = new PrometheusRegistry();
    var metrics = new OutboxMetrics(registry);
    try (var channels = new ChannelFixture(folder.resolve("a"));
        var outbox = OutboxStore.open(FsDirectory.open(folder.resolve("b")), 3, 4_000, metrics)) {
      for (int i = 0; i < 100; i++) {
        outbox.add(
            channels.notification(true),
            new OutboxStore.Attempt("x[" + i + "]", Outcome.delivered(), List.of()));
      }
      assertThat(outbox.latest("", 0, 10))
          .extracting(entry -> entry.whom().integration())
          .containsExactly("x[99]", "x[98]", "x[97]");
    }
    assertThat(Files.list(folder.resolve("b")).count()).isBetween(2L, 6L);
  }

  @Test
  void whatCannotBeReachedIsTriedAgain() throws Exception {
    int free;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    try (var channels = new ChannelFixture(folder)) {
      assertThat(channels.send("webhook_configs: [{url: 'http://127.0.0.1:" + free + "/x'}]", true))
          .isEqualTo(
              new Outcome.Retry(
                  Reason.OTHER, "connect 127.0.0.1:" + free + ": connection refused", 0));
    }
  }

  @Test
  void aSlowServiceIsNotWaitedFor() throws Exception {
    try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var channels = new ChannelFixture(folder)) {
      var url = "http://127.0.0.1:" + silent.getLocalPort() + "/x";
      assertThat(channels.send("webhook_configs: [{url: '" + url + "', timeout: 50ms}]", true))
          .isInstanceOfSatisfying(
              Outcome.Retry.class,
              retry -> assertThat(retry.reason()).isEqualTo(Reason.CONTEXT_DEADLINE_EXCEEDED));
    }
  }

  @Test
  void aTemplateThatFailsIsNotTriedAgain() throws Exception {
    try (var channels = new ChannelFixture(folder)) {
      assertThat(
              channels.send(
                  "discord_configs: [{webhook_url: 'http://x', title: '{{ boom }}'}]", true))
          .isEqualTo(new Outcome.Failed(Reason.OTHER, "template: no function boom"));
    }
  }

  @Test
  void aReceiverCanBeTested() throws Exception {
    try (var service = new Recorder();
        var channels = new ChannelFixture(folder)) {
      service.answer(200, "").answer(400, "nope");
      var hook = "{url: '" + service.url() + "/x'}";
      var config = ChannelFixture.config("webhook_configs: [" + hook + ", " + hook + "]", "");
      try (var built = channels.maker().build(config)) {
        var clock = io.tocsin.kit.Clock.system();
        var results = ReceiverTest.send(built, config.receivers().getFirst(), clock);
        assertThat(results)
            .containsExactly(
                new ReceiverTest.Result("webhook[0]", Outcome.delivered()),
                new ReceiverTest.Result(
                    "webhook[1]",
                    new Outcome.Failed(Reason.CLIENT_ERROR, "unexpected status code 400: nope")));
      }
      assertThat(service.requests().getFirst().body()).contains("TestAlert");
    }
  }

  /// Configurations are compared, so that one that says the same is the same.
  @Test
  void whatIsReadTwiceIsEqual() throws IOException {
    var text =
        "route: {receiver: a}\nreceivers: [{name: a, wechat_configs: [{api_secret: s, corp_id: c}],"
            + " email_configs: [{to: a@b.c, from: a@b.c, smarthost: 'x:25'}]}]";
    var reader = new ChannelReader(LocalFiles.disk());
    var one = AlertmanagerConfig.parse("a.yml", text, MatcherSyntax.FALLBACK, reader);
    var other = AlertmanagerConfig.parse("a.yml", text, MatcherSyntax.FALLBACK, reader);
    assertThat(one.receivers()).isEqualTo(other.receivers());
  }
}
