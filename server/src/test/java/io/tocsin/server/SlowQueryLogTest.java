package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tocsin.model.Appender;
import io.tocsin.model.Labels;
import io.tocsin.promql.EngineOptions;
import io.tocsin.promql.PromqlEngine;
import io.tocsin.promql.QueryOptions;
import io.tocsin.testkit.ManualClock;
import io.tocsin.tsdb.Tsdb;
import io.tocsin.tsdb.TsdbOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/// What the log says of a query that took long. Alone, because the log goes to standard error.
@Isolated
class SlowQueryLogTest {
  private static final long NOW = 1_700_000_000_000L;

  private final ManualClock clock = new ManualClock(NOW);

  @Test
  void theLineNamesQueryDurationAndSamples(@TempDir Path folder) throws IOException {
    var registry = new PrometheusRegistry();
    try (var tsdb = Tsdb.open(folder, TsdbOptions.defaults(), clock, registry)) {
      try (var appender = tsdb.appender(0)) {
        appender.append(appender.series(Labels.of("__name__", "up", "job", "a")), NOW, 1);
        appender.commit(Appender.Durability.WRITTEN);
      }
      var engine = new PromqlEngine(tsdb, EngineOptions.DEFAULT, clock, registry);
      assertThat(logged(() -> ask(engine, Duration.ofMillis(9_999)))).isEmpty();
      assertThat(logged(() -> ask(engine, Duration.ofMillis(12_500))))
          .contains(" level=warn source=SlowQueries msg=\"slow query\"")
          .contains(" query=\"sum(up{job=\\\"a\\\"})\" duration_seconds=12.5 samples=1 ")
          .contains(" start=2023-11-14T22:13:20Z end=2023-11-14T22:13:20Z step=0s")
          .contains(" outcome=success");
    }
  }

  /// Lets time pass when the engine first asks whether its client is still there.
  private void ask(PromqlEngine engine, Duration takes) {
    var passed = new boolean[1];
    var options =
        new QueryOptions(
            0,
            0,
            () -> {
              if (!passed[0]) {
                passed[0] = true;
                clock.advance(takes);
              }
              return false;
            });
    engine.instant("sum(up{job=\"a\"})", NOW, options);
  }

  private static String logged(Runnable work) {
    var before = System.err;
    var out = new ByteArrayOutputStream();
    System.setErr(new PrintStream(out, true, StandardCharsets.UTF_8));
    try {
      work.run();
    } finally {
      System.setErr(before);
    }
    return out.toString(StandardCharsets.UTF_8);
  }
}
