package io.tocsin.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.tocsin.collect.AlertingConfig;
import io.tocsin.collect.PrometheusConfig;
import io.tocsin.collect.ReadFiles;
import io.tocsin.http.HttpSurroundings;
import io.tocsin.kit.Clock;
import io.tocsin.model.Alert;
import io.tocsin.model.Labels;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AlertSenderTest {
  private final BlockingQueue<String> bodies = new LinkedBlockingQueue<>();
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final CountDownLatch opened = new CountDownLatch(1);
  private HttpServer server;
  private volatile int status = 200;
  private volatile boolean waits;

  @BeforeEach
  void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/am/api/v2/alerts",
        exchange -> {
          bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          try {
            if (waits) {
              opened.await(20, TimeUnit.SECONDS);
            }
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void close() {
    server.stop(0);
  }

  private String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  private AlertSender sender(AlertSender.Options options, String alerting) {
    var surroundings = new HttpSurroundings(ReadFiles.disk(), Clock.system(), "Tocsin/test");
    var sender = new AlertSender(options, surroundings, ReadFiles.disk(), registry);
    sender.apply(config(alerting), Labels.of("zone", "z", "job", "outside"));
    return sender;
  }

  private static AlertingConfig config(String alerting) {
    return PrometheusConfig.parse("p.yml", "alerting: " + alerting, ReadFiles.disk()).alerting();
  }

  private static Alert alert(String name) {
    var annotations = new TreeMap<String, String>();
    annotations.put("text", "a \"quoted\"\nline");
    return new Alert(
        Labels.of("alertname", name, "job", "a"), annotations, 1_000, 2_500, "http://here/graph");
  }

  private double counter(String name) {
    return registry.scrape().stream()
        .filter(family -> family.getMetadata().getName().equals(name))
        .flatMap(family -> ((CounterSnapshot) family).getDataPoints().stream())
        .mapToDouble(point -> point.getValue())
        .sum();
  }

  @Test
  void alertsAreRelabelledAndPostedAsAlertmanagerTakesThem() throws Exception {
    var alerting =
        "{alert_relabel_configs: [{source_labels: [alertname], regex: No, action: drop}],"
            + " alertmanagers: [{path_prefix: /am/, static_configs: [{targets: ['"
            + address()
            + "']}], alert_relabel_configs: [{target_label: more, replacement: x}]}]}";
    try (var sender = sender(AlertSender.Options.DEFAULT, alerting)) {
      sender.accept(List.of(alert("Yes"), alert("No")));
      assertThat(bodies.poll(20, TimeUnit.SECONDS))
          .isEqualTo(
              "[{\"annotations\":{\"text\":\"a \\\"quoted\\\"\\u000aline\"},"
                  + "\"endsAt\":\"1970-01-01T00:00:02.500Z\","
                  + "\"startsAt\":\"1970-01-01T00:00:01Z\","
                  + "\"generatorURL\":\"http://here/graph\",\"labels\":{\"alertname\":\"Yes\","
                  + "\"job\":\"a\",\"more\":\"x\",\"zone\":\"z\"}}]");
      assertThat(sender.active()).containsExactly("http://" + address() + "/am/api/v2/alerts");
    }
    assertThat(bodies).isEmpty();
  }

  @Test
  void aFullQueueDropsItsOldestAndTheEndSendsTheRest() throws Exception {
    waits = true;
    var alerting =
        "{alertmanagers: [{path_prefix: /am, static_configs: [{targets: ['" + address() + "']}]}]}";
    var sender = sender(new AlertSender.Options(3, 2, true), alerting);
    sender.accept(List.of(alert("a0")));
    assertThat(bodies.poll(20, TimeUnit.SECONDS)).contains("a0");
    var many = new ArrayList<Alert>();
    for (int i = 1; i <= 5; i++) {
      many.add(alert("a" + i));
    }
    sender.accept(many);
    assertThat(counter("prometheus_notifications_dropped")).isEqualTo(2);
    opened.countDown();
    sender.close();
    assertThat(bodies.poll(20, TimeUnit.SECONDS)).contains("a3", "a4").doesNotContain("a5");
    assertThat(bodies.poll(20, TimeUnit.SECONDS)).contains("a5");
  }

  @Test
  void whatIsNotTakenIsCountedAndNotSentAgain() throws Exception {
    status = 503;
    var alerting =
        "{alertmanagers: [{path_prefix: /am, static_configs: [{targets: ['" + address() + "']}]}]}";
    try (var sender = sender(AlertSender.Options.DEFAULT, alerting)) {
      sender.accept(List.of(alert("a")));
      assertThat(bodies.poll(20, TimeUnit.SECONDS)).contains("\"a\"");
      long until = System.nanoTime() + 10_000_000_000L;
      while (counter("prometheus_notifications_errors") == 0 && System.nanoTime() < until) {
        Thread.onSpinWait();
      }
      assertThat(counter("prometheus_notifications_errors")).isEqualTo(1);
      sender.apply(AlertingConfig.NONE, Labels.EMPTY);
      assertThat(sender.active()).isEmpty();
    }
    assertThat(bodies).isEmpty();
  }
}
