package io.tocsin.rules;

import static io.tocsin.rules.Bench.sample;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.Labels;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlertStateTest {
  private static final long T0 = 1_000_000_000L;
  private static final String RULE =
      """
      groups:
        - name: g
          rules:
            - alert: Slow
              expr: slow
              for: 2m
              keep_firing_for: 3m
              labels: {severity: page, level: '{{value}}'}
              annotations: {text: 'is {{value}}'}
      """;

  private final Bench bench = new Bench(T0);

  private String state(RuleSimulation rules) {
    return rules.groups().getFirst().rules().getFirst().state();
  }

  @Test
  void waitsThenFiresThenIsKeptFiringThenEnds() {
    var rules = new RuleSimulation(bench.parts(), RuleOptions.DEFAULT, bench.set(RULE));
    assertThat(state(rules)).isEqualTo("unknown");
    rules.evaluate(T0);
    assertThat(state(rules)).isEqualTo("inactive");

    bench.answer("slow", sample(7, "job", "a"));
    rules.evaluate(T0 + 60_000);
    rules.evaluate(T0 + 120_000);
    assertThat(state(rules)).isEqualTo("pending");
    assertThat(bench.told).isEmpty();
    rules.evaluate(T0 + 180_000);
    assertThat(state(rules)).isEqualTo("firing");
    var told = bench.told.getFirst();
    assertThat((Object) told.labels())
        .isEqualTo(Labels.of("alertname", "Slow", "job", "a", "severity", "page", "level", "7.0"));
    assertThat(told.annotations()).containsEntry("text", "is 7.0");
    assertThat(told.startsAtMillis()).isEqualTo(T0 + 180_000);
    assertThat(told.endsAtMillis()).isEqualTo(T0 + 180_000 + 4 * 60_000);
    assertThat(told.generatorUrl()).isEqualTo("http://here/graph?g0.expr=slow&g0.tab=1");

    bench.answer("slow");
    rules.evaluate(T0 + 240_000);
    rules.evaluate(T0 + 360_000);
    assertThat(state(rules)).isEqualTo("firing");
    var alert = rules.groups().getFirst().rules().getFirst().alerts().getFirst();
    assertThat(alert.keepFiringSinceMillis()).isEqualTo(T0 + 240_000);
    rules.evaluate(T0 + 420_000);
    assertThat(state(rules)).isEqualTo("inactive");
    assertThat(bench.told.getLast().endsAtMillis()).isEqualTo(T0 + 420_000);
  }

  @Test
  void resolvedAlertIsToldForAQuarterOfAnHour() {
    var rules = new RuleSimulation(bench.parts(), RuleOptions.DEFAULT, bench.set(RULE));
    bench.answer("slow", sample(1));
    rules.evaluate(T0);
    rules.evaluate(T0 + 120_000);
    bench.answer("slow");
    rules.evaluate(T0 + 180_000);
    rules.evaluate(T0 + 400_000);
    bench.told.clear();
    for (int minute = 0; minute < 30; minute++) {
      rules.evaluate(T0 + 400_000 + minute * 61_000);
    }
    assertThat(bench.told).hasSize(14).allMatch(alert -> alert.endsAtMillis() == T0 + 400_000);
  }

  @Test
  void stateIsWrittenAndEndsWithAMarker() {
    var text = RULE.replace("level: '{{value}}'", "team: x").replace("keep_firing_for: 3m", "");
    var rules = new RuleSimulation(bench.parts(), RuleOptions.DEFAULT, bench.set(text));
    bench.answer("slow", sample(1, "job", "a"));
    rules.evaluate(T0);
    rules.evaluate(T0 + 120_000);
    bench.answer("slow");
    rules.evaluate(T0 + 180_000);
    var labels = Labels.of("alertname", "Slow", "job", "a", "severity", "page", "team", "x");
    var alerts = labels.with(Labels.NAME, "ALERTS");
    assertThat(bench.store.of(alerts.with("alertstate", "pending")))
        .containsExactly("1000000=1.0", "1000120=stale");
    assertThat(bench.store.of(alerts.with("alertstate", "firing")))
        .containsExactly("1000120=1.0", "1000180=stale");
    assertThat(bench.store.of(labels.with(Labels.NAME, "ALERTS_FOR_STATE")))
        .containsExactly("1000000=1000000.0", "1000120=1000000.0", "1000180=stale");
  }

  @Test
  void pendingAlertThatVanishesBeginsAnew() {
    var rules = new RuleSimulation(bench.parts(), RuleOptions.DEFAULT, bench.set(RULE));
    bench.answer("slow", sample(1));
    rules.evaluate(T0);
    bench.answer("slow");
    rules.evaluate(T0 + 60_000);
    bench.answer("slow", sample(1));
    rules.evaluate(T0 + 120_000);
    assertThat(state(rules)).isEqualTo("pending");
    assertThat(bench.told).isEmpty();
  }

  @Test
  void tooManyAlertsAreNone() {
    var text = RULE.replace("name: g", "name: g\n    limit: 1");
    var rules = new RuleSimulation(bench.parts(), RuleOptions.DEFAULT, bench.set(text));
    bench.answer("slow", sample(1, "job", "a"), sample(1, "job", "b"));
    rules.evaluate(T0);
    var view = rules.groups().getFirst().rules().getFirst();
    assertThat(view.health()).isEqualTo(RuleView.Health.BAD);
    assertThat(view.lastError()).isEqualTo("exceeded limit of 1 with 2 alerts");
    assertThat(view.alerts()).isEmpty();
  }

  @Test
  void sameLabelsAfterRuleLabelsAreRefused() {
    var text = RULE.replace("severity: page,", "job: x,");
    var rules = new RuleSimulation(bench.parts(), RuleOptions.DEFAULT, bench.set(text));
    bench.answer("slow", sample(1, "job", "a"), sample(1, "job", "b"));
    rules.evaluate(T0);
    assertThat(rules.groups().getFirst().rules().getFirst().lastError())
        .startsWith("vector contains metrics with the same labelset after applying alert labels");
  }

  @Test
  void alertIsToldAgainAfterTheResendDelay() {
    var rules =
        new RuleSimulation(
            bench.parts(),
            new RuleOptions(3_600_000, 600_000, 150_000, 4),
            bench.set(RULE.replace("for: 2m", "for: 0s")));
    bench.answer("slow", sample(1));
    for (int minute = 0; minute < 7; minute++) {
      rules.evaluate(T0 + minute * 60_000);
    }
    assertThat(bench.told).hasSize(3);
    assertThat(bench.told.getFirst().endsAtMillis()).isEqualTo(T0 + 4 * 150_000);
  }

  @Test
  void recordedSeriesGetTheRulesLabelsAndMarkers() {
    var rules =
        new RuleSimulation(
            bench.parts(),
            RuleOptions.DEFAULT,
            bench.set(
                """
                groups:
                  - name: g
                    query_offset: 10s
                    labels: {team: x, zone: a}
                    rules: [{record: 'a:b', expr: slow, labels: {zone: b, job: ''}}]
                """));
    bench.answer("slow", sample(1, "job", "j", "i", "1"), sample(2, "job", "j", "i", "2"));
    rules.evaluate(T0);
    bench.answer("slow", sample(3, "job", "j", "i", "1"));
    rules.evaluate(T0 + 60_000);
    var labels = Labels.of(Labels.NAME, "a:b", "team", "x", "zone", "b");
    assertThat(bench.store.of(labels.with("i", "1")))
        .isEqualTo(List.of("999990=1.0", "1000050=3.0"));
    assertThat(bench.store.of(labels.with("i", "2")))
        .isEqualTo(List.of("999990=2.0", "1000050=stale"));
  }
}
