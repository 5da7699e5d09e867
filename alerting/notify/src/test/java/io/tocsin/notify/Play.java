package io.tocsin.notify;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tocsin.kit.Directory;
import io.tocsin.testkit.CrashableDirectory;
import io.tocsin.testkit.ManualClock;
import java.io.IOException;
import java.time.Duration;

/// An Alertmanager on one thread, whose time a test moves.
final class Play {
  final ManualClock clock;
  final RecordingReceivers receivers;
  final AlertmanagerOptions options;
  private CrashableDirectory directory = new CrashableDirectory();
  private String text;
  PrometheusRegistry metrics = new PrometheusRegistry();
  Alertmanager alertmanager;

  Play(long startMillis, AlertmanagerOptions options, String config) throws IOException {
    this.clock = new ManualClock(startMillis);
    this.receivers = new RecordingReceivers(clock);
    this.options = options;
    this.text = config;
    this.alertmanager = open(directory);
  }

  private Alertmanager open(Directory kept) throws IOException {
    metrics = new PrometheusRegistry();
    var parts = new AlertmanagerParts(kept, receivers, clock, metrics);
    return Alertmanager.open(parts, options, config(), Runnable::run);
  }

  private AlertmanagerConfig config() {
    return AlertmanagerConfig.parse("am.yml", text, options.matchers(), receivers);
  }

  void reload(String config) {
    text = config;
    alertmanager.reload(config());
  }

  /// Stops it and starts it again.
  void restart() throws IOException {
    alertmanager.close();
    alertmanager = open(directory);
  }

  /// Kills it and starts it again with what is on disk.
  void kill() throws IOException {
    directory = directory.afterKill();
    alertmanager = open(directory);
  }

  /// Moves time on, step by step from one due task to the next.
  void until(long millis) {
    while (true) {
      alertmanager.timers().runDue();
      long left = (millis - clock.millis()) * 1_000_000;
      long next = alertmanager.timers().nanosToNext();
      if (next > left) {
        clock.advance(Duration.ofNanos(Math.max(0, left)));
        return;
      }
      clock.advance(Duration.ofNanos(next));
    }
  }
}
