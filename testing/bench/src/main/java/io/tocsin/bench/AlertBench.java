package io.tocsin.bench;

import io.tocsin.bench.Report.Row;
import io.tocsin.bench.Report.Unit;
import io.tocsin.bench.load.AlertLoad;
import io.tocsin.bench.load.NotificationSink;
import io.tocsin.bench.load.NotificationSink.Notification;
import io.tocsin.bench.load.Pace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/// Many firing alerts, told again every minute: what they cost, how long their groups'
/// notifications take beyond the time they are to wait, and how fast a page of alerts is.
final class AlertBench {
  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final int WAIT_SECONDS = 10;
  private static final int QUESTIONS = 10;
  private final Setup setup;
  private final AlertLoad load;
  private final int rounds;
  private final Duration every;
  private final String section;

  AlertBench(Setup setup) {
    boolean small = setup.size().equals(Size.SMALL);
    this.setup = setup;
    this.load = small ? new AlertLoad(10, 20) : new AlertLoad(100, 100);
    this.rounds = small ? 2 : 4;
    this.every = Duration.ofSeconds(small ? 15 : 60);
    this.section =
        "%,d alerts in %d groups, told again every %d s"
            .formatted(load.alerts(), load.groups(), every.toSeconds());
  }

  void run() throws IOException, InterruptedException {
    setup.each("alerts", this::measure);
  }

  private void measure(Peer peer, Path dir) throws IOException {
    try (var sink = new NotificationSink();
        var process = PeerProcess.startAlerting(peer, dir, config(sink.url()))) {
      process.awaitReady();
      setup.settle();
      double before = process.stats().cpuSeconds();
      put("RSS before", Unit.MEGABYTES, peer, (double) process.stats().residentBytes());
      var told = new ArrayList<Double>();
      var firstTold = new long[load.groups()];
      var began = Instant.now();
      for (int round = 0; round < rounds; round++) {
        long start = System.nanoTime();
        told.add(tell(process, began, round == 0 ? firstTold : new long[load.groups()]));
        if (round == 0) {
          put("CPU of the first telling", Unit.SECONDS, peer, cpu(process, before));
        }
        Pace.pause(every.minusNanos(System.nanoTime() - start));
      }
      put("CPU of all", Unit.SECONDS, peer, cpu(process, before));
      put("first telling", Unit.MILLIS, peer, told.getFirst());
      put(
          "later tellings, median",
          Unit.MILLIS,
          peer,
          StartUpBench.median(told.subList(1, rounds)));
      put("RSS at the end", Unit.MEGABYTES, peer, (double) process.stats().residentBytes());
      new Timings(asked(process, "/api/v2/alerts"))
          .put(setup.report(), section, "GET /api/v2/alerts", peer);
      new Timings(asked(process, "/api/v2/alerts/groups"))
          .put(setup.report(), section, "GET /api/v2/alerts/groups", peer);
      put("RSS at its peak", Unit.MEGABYTES, peer, (double) process.stats().peakBytes());
      notified(peer, sink.received(), firstTold);
    }
  }

  private static String config(String url) {
    return """
    route:
      receiver: hook
      group_by: [group]
      group_wait: %ds
      group_interval: 30s
      repeat_interval: 4h
    receivers:
      - name: hook
        webhook_configs:
          - url: %s
    """
        .formatted(WAIT_SECONDS, url);
  }

  private static double cpu(PeerProcess process, double before) throws IOException {
    return process.stats().cpuSeconds() - before;
  }

  /// Tells all alerts and notes when the first of each group was told; returns how long it took.
  private double tell(PeerProcess process, Instant began, long[] firstTold) throws IOException {
    var bodies = load.requests(began, Instant.now());
    long start = System.nanoTime();
    int told = 0;
    for (var body : bodies) {
      int group = Math.ceilDiv(told, load.perGroup());
      long now = System.nanoTime();
      var reply = process.web().postJson("/api/v2/alerts", body, LIMIT);
      if (reply.status() != 200) {
        var said = new String(reply.body(), StandardCharsets.UTF_8).strip();
        throw new IOException("alerts: status " + reply.status() + " (expected: 200): " + said);
      }
      told = Math.min(told + AlertLoad.PER_REQUEST, load.alerts());
      for (; group < firstTold.length && group * load.perGroup() < told; group++) {
        firstTold[group] = now;
      }
    }
    return Asker.millisSince(start);
  }

  private static List<Double> asked(PeerProcess process, String path) throws IOException {
    var millis = new ArrayList<Double>();
    for (int i = 0; i < QUESTIONS; i++) {
      long start = System.nanoTime();
      var reply = process.web().get(path, LIMIT);
      millis.add(Asker.millisSince(start));
      if (reply.status() != 200) {
        throw new IOException(path + ": status " + reply.status() + " (expected: 200)");
      }
    }
    return millis;
  }

  private void notified(Peer peer, List<Notification> received, long[] firstTold) {
    var groups = new HashSet<String>();
    var late = new ArrayList<Double>();
    int alerts = 0;
    for (var notification : received) {
      if (groups.add(notification.group())) {
        int group = Integer.parseInt(notification.group().substring(1));
        late.add((notification.nanos() - firstTold[group]) / 1e6 - WAIT_SECONDS * 1e3);
        alerts += notification.alerts();
      }
    }
    new Timings(late).put(setup.report(), section, "notified after the wait", peer);
    put("groups notified", Unit.COUNT, peer, groups.size());
    put("alerts in their first notifications", Unit.COUNT, peer, alerts);
    put("notifications", Unit.COUNT, peer, received.size());
  }

  private void put(String title, Unit unit, Peer peer, double value) {
    setup.report().put(new Row(section, title, unit), peer, value);
  }
}
