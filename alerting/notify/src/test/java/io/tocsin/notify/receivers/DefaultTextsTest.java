package io.tocsin.notify.receivers;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tocsin.http.HttpSurroundings;
import io.tocsin.http.LocalFiles;
import io.tocsin.kit.Clock;
import io.tocsin.kit.FsDirectory;
import io.tocsin.notify.Channels;
import io.tocsin.notify.Outcome;
import io.tocsin.notify.services.Recorder;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The whole way with the default templates, which are Alertmanager's.
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class DefaultTextsTest {
  @TempDir private Path folder;

  private String body(Recorder service, String receiver, boolean firing) throws Exception {
    var clock = Clock.system();
    var http = new HttpSurroundings(LocalFiles.disk(), clock, "Tocsin/test");
    try (var channels =
            Channels.open(
                FsDirectory.open(folder.resolve("a")),
                http,
                "http://tocsin",
                new PrometheusRegistry());
        var fixture = new ChannelFixture(folder.resolve("b"));
        var built = channels.build(ChannelFixture.config(receiver, ""))) {
      var config = ChannelFixture.config(receiver, "");
      var integration = built.of(config.receivers().getFirst()).getFirst();
      assertThat(integration.send(fixture.notification(firing)))
          .isInstanceOf(Outcome.Delivered.class);
      integration.close();
    }
    return service.requests().getLast().body();
  }

  @Test
  void slackSaysWhatFires() throws Exception {
    try (var service = new Recorder()) {
      service.answer(200, "text/plain", "ok");
      var body = body(service, "slack_configs: [{api_url: '" + service.url() + "'}]", true);
      assertThat(body)
          .contains("\"title\":\"[FIRING:1] Down (high)\"")
          .contains("\"title_link\":\"http://tocsin/#/alerts?receiver=r\"")
          .contains("\"color\":\"danger\"")
          .contains("\"username\":\"Alertmanager\"");
    }
  }

  @Test
  void pagerDutyGetsTheAlertsAsDetails() throws Exception {
    try (var service = new Recorder()) {
      var body =
          body(
              service, "pagerduty_configs: [{url: '" + service.url() + "', routing_key: k}]", true);
      assertThat(body)
          .contains("\"num_firing\":1,\"num_resolved\":1")
          .contains("\"firing\":[{\"annotations\":{\"summary\":\"it is \\u003cdown\\u003e\"}")
          .contains("\"summary\":\"[FIRING:1] Down (high)\"");
    }
  }

  @Test
  void telegramGetsHtmlThatIsEscaped() throws Exception {
    try (var service = new Recorder()) {
      service.answer(200, "{\"ok\": true}");
      var body =
          body(
              service,
              "telegram_configs: [{api_url: '" + service.url() + "', bot_token: tt, chat_id: 1}]",
              true);
      assertThat(body).contains("it is \\u0026lt;down\\u0026gt;");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "opsgenie_configs: [{api_url: 'URL', api_key: kk}]",
        "victorops_configs: [{api_url: 'URL', api_key: kk, routing_key: r}]",
        "discord_configs: [{webhook_url: 'URL'}]",
        "msteams_configs: [{webhook_url: 'URL'}]",
        "msteamsv2_configs: [{webhook_url: 'URL'}]",
        "mattermost_configs: [{webhook_url: 'URL'}]",
        "webex_configs: [{api_url: 'URL', room_id: r, http_config: {authorization: {credentials: c}}}]",
        "sns_configs: [{api_url: 'URL', topic_arn: t, sigv4: {region: r, access_key: a, secret_key:"
            + " sk}}]",
      })
  void everyDefaultTemplateIsThere(String receiver) throws Exception {
    try (var service = new Recorder()) {
      assertThat(body(service, receiver.replace("URL", service.url()), true))
          .containsIgnoringCase("firing");
    }
  }
}
