package io.tocsin.notify.services;

import static io.tocsin.notify.receivers.ChannelFixture.KEY_HASH;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.http.HttpSender;
import io.tocsin.http.HttpSettings;
import io.tocsin.http.HttpSurroundings;
import io.tocsin.http.LocalFiles;
import io.tocsin.kit.Clock;
import io.tocsin.notify.AlertmanagerConfig;
import io.tocsin.notify.Outcome;
import io.tocsin.notify.Outcome.Reason;
import io.tocsin.notify.receivers.ChannelFixture;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Events as PagerDuty documents them, and Pushover's messages, whose address is fixed too.
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class PagerDutyTest {
  @TempDir private Path folder;

  private Recorder service;
  private ChannelFixture channels;

  @BeforeEach
  void begin() throws IOException {
    service = new Recorder();
    channels = new ChannelFixture(folder);
  }

  @AfterEach
  void end() throws IOException {
    channels.close();
    service.close();
  }

  private String version2(String keys) {
    return "pagerduty_configs: [{url: '"
        + service.url()
        + "/v2/enqueue', routing_key: rk, details: {firing: f, resolved: r, num_firing: '1',"
        + " num_resolved: '1'}, "
        + keys
        + "}]";
  }

  @Test
  void aGroupThatFiresTriggersAnEvent() throws Exception {
    service.answer(202, "{\"status\": \"success\"}");
    var receiver =
        version2(
            "severity: critical, class: c, component: d, group: g, images: [{src: s, alt: a, href:"
                + " h}, {src: ''}], links: [{href: h, text: t}, {text: lost}]");
    assertThat(channels.send(receiver, true)).isEqualTo(Outcome.delivered());
    assertThat(service.only().line()).isEqualTo("POST /v2/enqueue");
    assertThat(service.only().body())
        .isEqualTo(
            "{\"routing_key\":\"rk\",\"dedup_key\":\""
                + KEY_HASH
                + "\",\"event_action\":\"trigger\",\"payload\":{"
                + "\"summary\":\"pagerduty.default.description\","
                + "\"source\":\"pagerduty.default.client\",\"severity\":\"critical\","
                + "\"class\":\"c\",\"component\":\"d\",\"group\":\"g\",\"custom_details\":{"
                + "\"firing\":\"f\",\"num_firing\":1,\"num_resolved\":1,\"resolved\":\"r\"}},"
                + "\"client\":\"pagerduty.default.client\","
                + "\"client_url\":\"pagerduty.default.clientURL\","
                + "\"images\":[{\"src\":\"s\",\"alt\":\"a\",\"href\":\"h\"}],"
                + "\"links\":[{\"href\":\"h\",\"text\":\"t\"}]}\n");
  }

  @Test
  void aGroupThatIsOverResolvesTheEventOfItsKey() throws Exception {
    channels.send(version2("severity: info"), false);
    assertThat(service.only().body())
        .contains("\"event_action\":\"resolve\"")
        .contains("\"dedup_key\":\"" + KEY_HASH + "\"");
  }

  @Test
  void aSummaryHas1024Characters() throws Exception {
    channels.send(version2("description: '" + "ß".repeat(2000) + "'"), true);
    assertThat(service.only().body())
        .contains("\"summary\":\"" + "ß".repeat(1023) + "…\"")
        .doesNotContain("ß".repeat(1024));
  }

  @Test
  void anEventOfMoreThan512KilobytesLosesItsDetails() throws Exception {
    var receiver = version2("").replace("firing: f", "firing: " + "x".repeat(512_000));
    assertThat(channels.send(receiver, true)).isEqualTo(Outcome.delivered());
    assertThat(service.only().body())
        .hasSizeLessThan(2_000)
        .contains(
            "\"custom_details\":{\"error\":\"Custom details have been removed because the original"
                + " event exceeds the maximum size of 512KB\"}");
  }

  @Test
  void aBadEventIsNotTriedAgainABusyServiceIs() throws Exception {
    service
        .answer(400, "{\"status\": \"invalid\", \"message\": \"bad\", \"errors\": [\"a\", \"b\"]}")
        .busy("")
        .answer(500, "");
    assertThat(channels.send(version2(""), true))
        .isEqualTo(new Outcome.Failed(Reason.CLIENT_ERROR, "unexpected status code 400: bad: a,b"));
    assertThat(channels.send(version2(""), true))
        .isEqualTo(new Outcome.Retry(Reason.RATE_LIMITED, "unexpected status code 429", 0));
    assertThat(channels.send(version2(""), true))
        .isEqualTo(new Outcome.Retry(Reason.SERVER_ERROR, "unexpected status code 500", 0));
  }

  private Delivery delivery() {
    var surroundings = new HttpSurroundings(LocalFiles.disk(), Clock.system(), "Tocsin/test");
    var sender = new HttpSender(HttpSettings.DEFAULT, surroundings);
    var texts =
        new Texts() {
          @Override
          public String text(String template) {
            return template.replaceAll("\\{\\{ template \"([^\"]*)\" \\. ?}}", "$1");
          }

          @Override
          public String html(String template) {
            return "<b>" + text(template) + "</b>";
          }
        };
    var wiring = new Wiring(surroundings, sender, "http://tocsin");
    return new Delivery(channels.notification(true), texts, wiring, 0);
  }

  private static ServiceSpec only(AlertmanagerConfig config) {
    return (ServiceSpec) config.receivers().getFirst().integrations().getFirst();
  }

  @Test
  void aServiceKeyMeansVersion1() throws Exception {
    var spec =
        (PagerDuty)
            only(
                ChannelFixture.config(
                    "pagerduty_configs: [{service_key: sk, details: {firing: f, resolved: r,"
                        + " num_firing: a, num_resolved: b}}]",
                    ""));
    assertThat(spec.url())
        .hasToString("https://events.pagerduty.com/generic/2010-04-15/create_event.json");
    var here =
        new PagerDuty(
            spec.common(),
            spec.key(),
            URI.create(service.url() + "/v1"),
            spec.event(),
            spec.details(),
            0);
    service.answer(403, "");
    assertThat(here.send(delivery()))
        .isEqualTo(new Outcome.Retry(Reason.AUTH_ERROR, "unexpected status code 403", 0));
    assertThat(service.only().body())
        .isEqualTo(
            "{\"service_key\":\"sk\",\"incident_key\":\""
                + KEY_HASH
                + "\",\"event_type\":\"trigger\",\"description\":\"pagerduty.default.description\","
                + "\"event_action\":\"\",\"payload\":null,\"client\":\"pagerduty.default.client\","
                + "\"client_url\":\"pagerduty.default.clientURL\",\"details\":{\"firing\":\"f\","
                + "\"num_firing\":\"a\",\"num_resolved\":\"b\",\"resolved\":\"r\"}}\n");
  }

  @Test
  void pushoverIsToldInItsUrl() throws Exception {
    var spec =
        (Pushover)
            only(
                ChannelFixture.config(
                    "pushover_configs: [{user_key: user-1, token: token-1, html: true, priority: '1', ttl:"
                        + " 90s, retry: 1m30s, sound: siren}]",
                    ""));
    var ways = spec.ways();
    assertThat(ways.api()).hasToString("https://api.pushover.net/1/messages.json");
    var here =
        new Pushover(
            spec.common(),
            spec.userKey(),
            spec.token(),
            spec.look(),
            new Pushover.Ways(
                ways.retrySeconds(),
                ways.expireSeconds(),
                ways.ttlSeconds(),
                ways.html(),
                ways.monospace(),
                URI.create(service.url() + "/1/messages.json")));
    var delivery = delivery();
    assertThat(here.send(delivery)).isEqualTo(Outcome.delivered());
    assertThat(service.only().line())
        .isEqualTo(
            "POST /1/messages.json?device=&expire=3600&html=1"
                + "&message=%3Cb%3Epushover.default.message%3C%2Fb%3E&priority=1&retry=90"
                + "&sound=siren&title=pushover.default.title&token=token-1&ttl=90"
                + "&url=pushover.default.url&url_title=&user=user-1");
    assertThat(delivery.exchanges().getFirst().url())
        .contains("token=<secret>")
        .endsWith("user=<secret>");
  }
}
