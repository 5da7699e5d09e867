package io.tocsin.api;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tocsin.kit.FsDirectory;
import io.tocsin.kit.Secret;
import io.tocsin.kit.YamlSection;
import io.tocsin.notify.Alertmanager;
import io.tocsin.notify.AlertmanagerConfig;
import io.tocsin.notify.AlertmanagerOptions;
import io.tocsin.notify.AlertmanagerParts;
import io.tocsin.notify.EventStore;
import io.tocsin.notify.Integration;
import io.tocsin.notify.Integrations;
import io.tocsin.notify.MatcherMode;
import io.tocsin.notify.MatcherSyntax;
import io.tocsin.notify.Notification;
import io.tocsin.notify.ReceiverReader;
import io.tocsin.notify.ReceiverSpec;
import io.tocsin.testkit.ManualClock;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/// A drop-in server over a real Alertmanager whose receivers are empty and whose clock stands
/// still.
final class AlertmanagerFixture implements Closeable {
  static final long NOW = 1_790_000_000_000L;
  static final String CONFIG =
      """
      global:
        resolve_timeout: 10m
      route:
        receiver: default
        group_by: [alertname]
        routes:
        - matchers: [team="db"]
          receiver: databases
          continue: true
        - matchers: [night="yes"]
          receiver: nobody
          mute_time_intervals: [always]
      inhibit_rules:
      - source_matchers: [severity="critical"]
        target_matchers: [severity="warning"]
        equal: [alertname]
      receivers:
      - name: default
      - name: databases
        labels: {owner: dba}
      - name: nobody
      time_intervals:
      - name: always
        time_intervals:
        - times: [{start_time: "00:00", end_time: "24:00"}]
      """;

  final ManualClock clock = new ManualClock(NOW);
  final Alertmanager alertmanager;
  final EventStore events;
  final RawClient client;
  final Map<WebhookSecrets.Sender, Secret> secrets = new EnumMap<>(WebhookSecrets.Sender.class);
  final AtomicInteger reloads = new AtomicInteger();
  private final HttpServer server;

  AlertmanagerFixture(Path folder) throws IOException {
    this(folder, MatcherMode.FALLBACK);
  }

  AlertmanagerFixture(Path folder, MatcherMode mode) throws IOException {
    var registry = new PrometheusRegistry();
    var syntax = new MatcherSyntax(mode);
    var parts = new AlertmanagerParts(FsDirectory.open(folder), new Nobody(), clock, registry);
    var config = AlertmanagerConfig.parse("alertmanager.yml", CONFIG, syntax, reader());
    alertmanager =
        Alertmanager.open(parts, AlertmanagerOptions.DEFAULT.withMatchers(syntax), config);
    events =
        EventStore.open(
            FsDirectory.open(Files.createDirectory(folder.resolve("events"))),
            3,
            86_400_000,
            clock,
            registry);
    server = HttpServer.listen(HttpOptions.loopback(0), registry, clock);
    server.serve(new DropIn(alerting(), new Life(), registry, 8));
    client = new RawClient(server.port());
  }

  AlertingParts alerting() {
    return new AlertingParts(
        alertmanager,
        alertmanager.options().matchers(),
        null,
        events,
        new AlertingParts.Member("me", "127.0.0.1:9093"),
        new StatusSource.Build("0.1.0", AlertingParts.COMPATIBLE, "abc", "2026-01-01"),
        NOW,
        clock,
        sender -> secrets.get(sender));
  }

  private static ReceiverReader reader() {
    return (YamlSection global, String directory) -> receiver -> List.of();
  }

  @Override
  public void close() throws IOException {
    server.close();
    alertmanager.close();
    events.close();
  }

  private final class Life implements Lifecycle {
    @Override
    public void reload() {
      if (reloads.incrementAndGet() > 1) {
        throw new IllegalArgumentException("alertmanager.yml:3: route: missing");
      }
    }

    @Override
    public void quit() {
      throw new IllegalStateException("nobody may ask this over HTTP");
    }
  }

  private static final class Nobody implements Integrations, Integrations.Built {
    @Override
    public Built build(AlertmanagerConfig config) {
      return this;
    }

    @Override
    public List<Integration> of(ReceiverSpec receiver) {
      return List.of();
    }

    @Override
    public SortedMap<String, String> routeLabels(
        Map<String, String> templates, Notification notification) {
      return new TreeMap<>(templates);
    }

    @Override
    public void close() {}
  }
}
