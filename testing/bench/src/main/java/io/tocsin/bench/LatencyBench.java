package io.tocsin.bench;

import io.tocsin.bench.Report.Row;
import io.tocsin.bench.Report.Unit;
import io.tocsin.bench.load.NotificationSink;
import io.tocsin.bench.load.Pace;
import io.tocsin.bench.load.TapeColumns.Label;
import io.tocsin.bench.load.WriteRequestEncoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// From a sample that makes a rule true to the receiver's request: a sample is pushed at ever
/// another place within the evaluation interval, and a webhook notes when it is told. Prometheus is
/// measured with an Alertmanager behind it, Tocsin alone.
final class LatencyBench {
  /// An irrational share of the interval spreads the pushes over it evenly.
  private static final double STRIDE = 0.618034;

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String METRIC = "bench_hot";

  private final Setup setup;
  private final Peer alertmanager;
  private final List<Round> rounds;

  /// How often a rule is evaluated, and how often that is tried.
  private record Round(int seconds, int times) {
    String section() {
      return "a rule evaluated every %d s, %d times".formatted(seconds, times);
    }
  }

  LatencyBench(Setup setup, Peer alertmanager) {
    boolean small = setup.size().equals(Size.SMALL);
    this.setup = setup;
    this.alertmanager = alertmanager;
    this.rounds = small ? List.of(new Round(1, 3)) : List.of(new Round(1, 16), new Round(5, 6));
  }

  void run() throws IOException, InterruptedException {
    for (var round : rounds) {
      setup.each("latency", (peer, dir) -> measure(peer, dir, round));
    }
  }

  private void measure(Peer peer, Path dir, Round round) throws IOException {
    Files.createDirectories(dir);
    var rules = Files.writeString(dir.resolve("rules.yml"), rules());
    try (var sink = new NotificationSink()) {
      if (peer.kind() == Peer.Kind.TOCSIN) {
        var routes = Files.writeString(dir.resolve("alertmanager.yml"), routes(sink.url()));
        var own = "tocsin: {alertmanager: {config-file: %s}}\n".formatted(routes);
        ask(peer, dir, config(round, rules) + own, round, sink);
        return;
      }
      try (var beside =
          PeerProcess.startAlerting(alertmanager, dir.resolve("beside"), routes(sink.url()))) {
        beside.awaitReady();
        var where =
            """
            alerting:
              alertmanagers:
                - static_configs: [{targets: ['%s']}]
            """
                .formatted(beside.web().address());
        ask(peer, dir, config(round, rules) + where, round, sink);
      }
    }
  }

  private static String rules() {
    return """
    groups:
      - name: latency
        rules:
          - alert: Hot
            expr: %s > 0
    """
        .formatted(METRIC);
  }

  private static String routes(String url) {
    return """
    route:
      receiver: hook
      group_by: [group]
      group_wait: 0s
      group_interval: 5m
      repeat_interval: 4h
    receivers:
      - name: hook
        webhook_configs:
          - url: %s
    """
        .formatted(url);
  }

  private static String config(Round round, Path rules) {
    return """
    global:
      scrape_interval: 15s
      evaluation_interval: %ds
    scrape_configs: []
    rule_files: ['%s']
    """
        .formatted(round.seconds(), rules);
  }

  private void ask(Peer peer, Path dir, String config, Round round, NotificationSink sink)
      throws IOException {
    try (var process = PeerProcess.start(peer, dir, config)) {
      process.awaitReady();
      awaitAlertmanager(process);
      var requests = new WriteRequests();
      tell(process, requests, sink, -1); // the first one of all makes connections and code warm
      var millis = new ArrayList<Double>();
      for (int i = 0; i < round.times(); i++) {
        double part = (i + 1) * STRIDE % 1;
        Pace.pause(Duration.ofMillis((long) (part * round.seconds() * 1_000)));
        millis.add(tell(process, requests, sink, i));
      }
      var section = round.section();
      new Timings(millis).put(setup.report(), section, "from the push to the webhook", peer);
      long late = millis.stream().filter(one -> one > round.seconds() * 1_000 + 1_000).count();
      setup.report().put(new Row(section, "later than an interval + 1 s", Unit.COUNT), peer, late);
    }
  }

  /// Prometheus forgets alerts for a minute that it has nobody to tell of yet.
  private static void awaitAlertmanager(PeerProcess process) throws IOException {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (process.peer().kind() == Peer.Kind.PROMETHEUS
        && process.metric("prometheus_notifications_alertmanagers_discovered") < 1) {
      if (System.nanoTime() > end) {
        throw new IOException("no alertmanager (expected: within " + LIMIT + ")");
      }
      Pace.pause(Duration.ofMillis(100));
    }
  }

  /// Pushes a sample that makes the rule true for a group of its own; returns how long it took
  /// until the webhook was told of it.
  private static double tell(
      PeerProcess process, WriteRequests requests, NotificationSink sink, int number)
      throws IOException {
    var group = "g" + number;
    var labels =
        WriteRequestEncoder.labels(
            List.of(new Label("__name__", METRIC), new Label("group", group)));
    requests.encoder().add(labels, System.currentTimeMillis(), 1);
    long start = System.nanoTime();
    requests.send(process.web());
    Pace.await(() -> told(sink, group) > 0, Duration.ofMillis(5), LIMIT);
    long told = told(sink, group);
    if (told == 0) {
      throw new IOException(group + ": not told (expected: within " + LIMIT + ")");
    }
    return (told - start) / 1e6;
  }

  private static long told(NotificationSink sink, String group) {
    return sink.received().stream()
        .filter(notification -> notification.group().equals(group))
        .mapToLong(NotificationSink.Notification::nanos)
        .findFirst()
        .orElse(0);
  }
}
