package io.tocsin.server.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.tocsin.kit.Clock;
import io.tocsin.model.Appender;
import io.tocsin.model.Labels;
import io.tocsin.rules.Anomalies;
import io.tocsin.rules.PlainRules;
import io.tocsin.rules.RangeQueries;
import io.tocsin.rules.RuleTestBed.World;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AnomaliesTest {
  private static final long STEP = 300_000;
  private static final long DAY = 86_400_000;
  private static final long NOW = 30 * DAY;
  private static final String FILE =
      """
      catalogue: {queue: queue_length}
      anomalies: [{name: queue, of: queue, direction: up, severity: high}]
      """;

  private final World world = new MemoryBed().world(60_000);
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final Anomalies anomalies =
      new Anomalies((RangeQueries) world.queries(), world.store(), Clock.system(), registry);

  /// Two queues that breathe with the day for `days`; one is four times as long since 20 minutes.
  private void fill(int days) throws IOException {
    var random = new Random(1);
    try (var appender = world.store().appender(0)) {
      for (var name : List.of("well", "ill")) {
        int id = appender.series(Labels.of(Labels.NAME, "queue_length", "queue", name));
        for (long time = NOW - days * DAY; time <= NOW + 6 * STEP; time += STEP) {
          double value =
              100
                  * (1 + 0.5 * Math.sin(2 * Math.PI * time / DAY))
                  * (1 + 0.05 * random.nextGaussian());
          boolean fault = name.equals("ill") && time > NOW - 4 * STEP && time <= NOW;
          appender.append(id, time, fault ? 4 * value : value);
        }
      }
      appender.commit(Appender.Durability.WRITTEN);
    }
  }

  private List<String> at(String query, long time) {
    return world.queries().instant(query, time).stream()
        .map(sample -> sample.labels() + " " + Math.round(sample.value()))
        .sorted()
        .toList();
  }

  @Test
  void bandsAreSeriesAndTheAlertFiresFromThem() throws IOException {
    fill(22);
    var plain = PlainRules.parse("queues.yml", FILE);
    anomalies.apply(List.of(plain));
    anomalies.evaluate(NOW);
    assertThat(plain.ruleFile()).contains("alert: queue").contains("expr: 'queue:anomaly == 1'");
    assertThat(at("queue:anomaly", NOW))
        .containsExactly("queue:anomaly{queue=\"ill\"} 1", "queue:anomaly{queue=\"well\"} 0");
    assertThat(at("queue:anomaly == 1", NOW)).containsExactly("queue:anomaly{queue=\"ill\"} 1");
    assertThat(at("queue:anomaly_score > bool 1", NOW))
        .containsExactly("{queue=\"ill\"} 1", "{queue=\"well\"} 0");
    assertThat(at("queue_length < bool queue:anomaly_upper", NOW))
        .containsExactly("{queue=\"ill\"} 0", "{queue=\"well\"} 1");
    assertThat(at("queue_length > bool queue:anomaly_lower", NOW))
        .containsExactly("{queue=\"ill\"} 1", "{queue=\"well\"} 1");
    assertThat(at("abs(queue:anomaly_expected - 100) < bool 10", NOW))
        .containsExactly("{queue=\"ill\"} 1", "{queue=\"well\"} 1");
    anomalies.evaluate(NOW + 5 * STEP);
    assertThat(at("queue:anomaly", NOW + 5 * STEP))
        .containsExactly("queue:anomaly{queue=\"ill\"} 0", "queue:anomaly{queue=\"well\"} 0");
    anomalies.close();
  }

  @Test
  void daysServeWhereWeeksAreTooFewAndADayIsTooLittle() throws IOException {
    fill(5);
    anomalies.apply(List.of(PlainRules.parse("queues.yml", FILE)));
    anomalies.evaluate(NOW - 4 * DAY);
    assertThat(at("queue:anomaly", NOW - 4 * DAY)).isEmpty();
    anomalies.evaluate(NOW);
    assertThat(at("queue:anomaly", NOW))
        .containsExactly("queue:anomaly{queue=\"ill\"} 1", "queue:anomaly{queue=\"well\"} 0");
    anomalies.close();
  }

  private double metric(String name) {
    return registry.scrape(name::equals).stream()
        .flatMap(family -> family.getDataPoints().stream())
        .mapToDouble(point ->
            point instanceof CounterSnapshot.CounterDataPointSnapshot counter
                ? counter.getValue()
                : ((GaugeSnapshot.GaugeDataPointSnapshot) point).getValue())
        .sum();
  }

  @Test
  void itSaysHowItIs() throws IOException {
    fill(5);
    anomalies.apply(List.of(PlainRules.parse("queues.yml", FILE)));
    anomalies.evaluate(NOW);
    assertThat(metric("tocsin_rules_anomaly_evaluations")).isEqualTo(1);
    assertThat(metric("tocsin_rules_anomaly_evaluation_failures")).isEqualTo(0);
    assertThat(metric("tocsin_rules_anomaly_series")).isEqualTo(2);
    assertThat(metric("tocsin_rules_anomaly_anomalous_series")).isEqualTo(1);
    assertThat(metric("tocsin_rules_anomaly_last_evaluation_timestamp_seconds"))
        .isEqualTo(NOW / 1_000.0);
    anomalies.apply(List.of());
    anomalies.evaluate(NOW + 60_000);
    assertThat(registry.scrape("tocsin_rules_anomaly_series"::equals))
        .allMatch(family -> family.getDataPoints().isEmpty());
    anomalies.close();
  }

  @Test
  void itIsQuietWhileAQueryHasAResult() throws IOException {
    fill(5);
    var text = FILE.replace("severity: high", "severity: high, not_while: 'maintenance == 1'");
    var plain = PlainRules.parse("queues.yml", text);
    var expr = "queue:anomaly == 1 unless on () (maintenance == 1)";
    assertThat(plain.ruleFile()).contains("expr: '" + expr + "'");
    anomalies.apply(List.of(plain));
    anomalies.evaluate(NOW);
    assertThat(at(expr, NOW)).hasSize(1);
    try (var appender = world.store().appender(0)) {
      appender.append(appender.series(Labels.of(Labels.NAME, "maintenance")), NOW, 1);
      appender.commit(Appender.Durability.WRITTEN);
    }
    assertThat(at(expr, NOW)).isEmpty();
    assertThat(at("queue:anomaly == 1", NOW)).hasSize(1);
    anomalies.close();
  }

  @Test
  void seriesThatAreGoneEnd() throws IOException {
    fill(5);
    anomalies.apply(List.of(PlainRules.parse("queues.yml", FILE)));
    anomalies.evaluate(NOW);
    anomalies.evaluate(NOW + 12 * STEP);
    assertThat(at("queue:anomaly", NOW + 12 * STEP)).isEmpty();
    anomalies.close();
  }
}
