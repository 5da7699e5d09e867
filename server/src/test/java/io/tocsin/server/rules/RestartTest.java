package io.tocsin.server.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tocsin.collect.PrometheusConfig;
import io.tocsin.collect.ReadFiles;
import io.tocsin.model.Alert;
import io.tocsin.model.Appender;
import io.tocsin.model.Labels;
import io.tocsin.promql.EngineOptions;
import io.tocsin.promql.PromqlEngine;
import io.tocsin.rules.AlertView;
import io.tocsin.rules.RuleOptions;
import io.tocsin.rules.RuleParts;
import io.tocsin.rules.RuleTemplates;
import io.tocsin.rules.Rules;
import io.tocsin.testkit.ManualClock;
import io.tocsin.tsdb.Tsdb;
import io.tocsin.tsdb.TsdbOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Rules over the real store and engine, through a restart.
class RestartTest {
  private static final long T0 = 1_700_000_000_000L;
  private static final Labels STUCK = Labels.of(Labels.NAME, "stuck", "job", "a");

  @TempDir Path folder;
  private final ManualClock clock = new ManualClock(T0);
  private final List<Alert> told = new CopyOnWriteArrayList<>();
  private PrometheusConfig config;

  @BeforeEach
  void write() throws IOException {
    Files.writeString(
        folder.resolve("rules.yml"),
        """
        groups:
          - name: g
            rules:
              - record: stuck:max
                expr: max(stuck)
              - alert: Stuck
                expr: stuck:max > 0
                for: 30m
                annotations: {summary: 'stuck at {{ $value }}'}
        """);
    var file = folder.resolve("prometheus.yml").toString();
    config = PrometheusConfig.parse(file, "rule_files: [rules.yml]\n", ReadFiles.disk());
    assertThat(config.warnings()).isEmpty();
  }

  /// One life of the process: the store, and rules over it, for some minutes.
  private AlertView live(int minutes) throws IOException, InterruptedException {
    var registry = new PrometheusRegistry();
    try (var store = Tsdb.open(folder.resolve("store"), TsdbOptions.defaults(), clock, registry)) {
      var engine = new PromqlEngine(store, EngineOptions.DEFAULT, clock, registry);
      var parts =
          new RuleParts(
              store,
              EngineQueries.of(engine),
              RuleTemplates.prometheus(),
              List.of(told::addAll),
              clock,
              registry);
      try (var rules = new Rules(parts, RuleOptions.DEFAULT)) {
        put(store);
        rules.apply(RuleLoading.load(config, ReadFiles.disk()));
        for (int i = 0; i < minutes; i++) {
          clock.awaitSleepers(1);
          put(store);
          long before = rules.groups().getFirst().lastMillis();
          clock.advance(Duration.ofMinutes(1));
          while (rules.groups().getFirst().lastMillis() == before) {
            Thread.onSpinWait();
          }
        }
        clock.awaitSleepers(1);
        return rules.groups().getFirst().rules().get(1).alerts().getFirst();
      }
    }
  }

  private void put(Tsdb store) throws IOException {
    try (var appender = store.appender(0)) {
      appender.append(appender.series(STUCK), clock.millis(), 3);
      appender.commit(Appender.Durability.WRITTEN);
    }
  }

  @Test
  void waitingGoesOnAfterARestartAndFires() throws Exception {
    var first = live(12);
    assertThat(first.firing()).isFalse();
    clock.advance(Duration.ofMinutes(5));
    var second = live(4);
    // What the outage took does not count as waiting.
    assertThat(second.activeAtMillis() - first.activeAtMillis())
        .isBetween(5 * 60_000L, 8 * 60_000L);
    assertThat(told).isEmpty();
    var third = live(22);
    assertThat(third.firing()).isTrue();
    assertThat(third.annotations()).containsEntry("summary", "stuck at 3");
    assertThat(told.getFirst().labels().toString()).isEqualTo("{alertname=\"Stuck\"}");
  }

  @Test
  void whatFiredFiresAgainAtOnce() throws Exception {
    assertThat(live(34).firing()).isTrue();
    told.clear();
    clock.advance(Duration.ofMinutes(2));
    assertThat(live(3).firing()).isTrue();
    assertThat(told).isNotEmpty();
  }
}
