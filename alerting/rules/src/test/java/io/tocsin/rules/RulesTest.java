package io.tocsin.rules;

import static io.tocsin.rules.Bench.sample;
import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.tocsin.model.Labels;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RulesTest {
  private static final long T0 = 1_000_000_000L;
  private static final String ALERT =
      """
      groups:
        - name: g
          rules: [{alert: Slow, expr: slow, for: 30m}]
      """;
  private static final String RECORD =
      """
      groups:
        - name: g
          rules: [{record: 'a:b', expr: slow}]
      """;

  private final Bench bench = new Bench(T0);
  private final Rules rules = new Rules(bench.parts(), RuleOptions.DEFAULT);

  @AfterEach
  void close() {
    rules.close();
  }

  private GroupView group() {
    return rules.groups().getFirst();
  }

  private void awaitEvaluations(int count) throws InterruptedException {
    awaitEvaluations(bench, count);
  }

  /// Lets minutes pass, an evaluation in each, until the query was asked so many times.
  private static void awaitEvaluations(Bench bench, int count) throws InterruptedException {
    bench.clock.awaitSleepers(1);
    while (bench.asked.get() < count) {
      int before = bench.asked.get();
      bench.clock.advance(Duration.ofMinutes(1));
      pauseUntil(() -> bench.asked.get() > before);
      bench.clock.awaitSleepers(1);
    }
  }

  private static void pauseUntil(BooleanSupplier condition) {
    long until = System.nanoTime() + 10_000_000_000L;
    while (!condition.getAsBoolean() && System.nanoTime() < until) {
      Thread.onSpinWait();
    }
  }

  @Test
  void groupsAreEvaluatedOnAGridThatIsTheSameAtEachStart() throws InterruptedException {
    bench.answer("slow", sample(1));
    rules.apply(bench.set(RECORD));
    awaitEvaluations(3);
    var times = bench.store.of(Labels.of(Labels.NAME, "a:b"));
    rules.close();

    var later = new Bench(T0 + 12_345_000);
    later.answer("slow", sample(1));
    try (var again = new Rules(later.parts(), RuleOptions.DEFAULT)) {
      again.apply(later.set(RECORD));
      awaitEvaluations(later, 1);
    }
    long first = Long.parseLong(times.getFirst().replaceFirst("=.*", ""));
    var second = later.store.of(Labels.of(Labels.NAME, "a:b")).getFirst();
    assertThat((Long.parseLong(second.replaceFirst("=.*", "")) - first) % 60).isZero();
  }

  @Test
  void slowEvaluationsCountAsMissed() throws InterruptedException {
    bench.answer("slow", sample(1));
    rules.apply(bench.set(RECORD));
    awaitEvaluations(1);
    bench.clock.advance(Duration.ofMinutes(5));
    pauseUntil(() -> bench.asked.get() >= 3);
    bench.clock.awaitSleepers(1);
    var missed =
        bench.metrics.scrape().stream()
            .filter(
                f -> f.getMetadata().getName().equals("prometheus_rule_group_iterations_missed"))
            .map(f -> ((CounterSnapshot) f).getDataPoints().getFirst().getValue())
            .findFirst();
    assertThat(missed.orElseThrow()).isBetween(3.0, 4.0);
  }

  @Test
  void stateOfAnEarlierProcessIsTakenUp() throws InterruptedException {
    var state = Labels.of(Labels.NAME, "ALERTS_FOR_STATE", "alertname", "Slow");
    bench.store.put(state, T0 - 300_000, (T0 - 1_500_000) / 1000.0);
    bench.answer("slow", sample(1));
    rules.apply(bench.set(ALERT));
    awaitEvaluations(3);
    var alert = group().rules().getFirst().alerts().getFirst();
    // It had waited 20 minutes; those of the outage do not count.
    long downtime = alert.activeAtMillis() - (T0 - 1_500_000);
    assertThat(downtime).isBetween(300_000L, 600_000L);
    assertThat(bench.store.of(state).getLast()).contains("=");
  }

  @Test
  void unchangedGroupsGoOnAndChangedOnesKeepTheirAlerts() throws InterruptedException {
    bench.answer("slow", sample(1));
    rules.apply(bench.set(ALERT));
    awaitEvaluations(3);
    long since = group().rules().getFirst().alerts().getFirst().activeAtMillis();
    rules.apply(bench.set(ALERT));
    assertThat(group().rules().getFirst().alerts()).hasSize(1);
    rules.apply(bench.set(ALERT.replace("30m", "1m")));
    awaitEvaluations(5);
    var view = group().rules().getFirst();
    assertThat(view.alerts().getFirst().activeAtMillis()).isEqualTo(since);
    assertThat(view.state()).isEqualTo("firing");
  }

  @Test
  void seriesOfAGroupThatIsGoneAreEnded() throws InterruptedException {
    bench.answer("slow", sample(1));
    rules.apply(bench.set(RECORD));
    awaitEvaluations(2);
    rules.apply(RuleSet.NONE);
    assertThat(rules.groups()).isEmpty();
    var labels = Labels.of(Labels.NAME, "a:b");
    long until = System.nanoTime() + 10_000_000_000L;
    while (!bench.store.of(labels).getLast().endsWith("stale") && System.nanoTime() < until) {
      bench.clock.advance(Duration.ofSeconds(1));
      Thread.onSpinWait();
    }
    assertThat(bench.store.of(labels).getLast()).endsWith("=stale");
  }

  @Test
  void removedRuleOfAChangedGroupEndsItsSeries() throws InterruptedException {
    bench.answer("slow", sample(1));
    rules.apply(bench.set(RECORD));
    awaitEvaluations(2);
    rules.apply(bench.set(RECORD.replace("a:b", "a:c")));
    awaitEvaluations(4);
    assertThat(bench.store.of(Labels.of(Labels.NAME, "a:b")).getLast()).endsWith("=stale");
    assertThat(bench.store.of(Labels.of(Labels.NAME, "a:c"))).isNotEmpty();
  }

  @Test
  void failingRuleSaysWhyAndTheNextIsEvaluated() throws InterruptedException {
    bench.answer("slow", sample(1));
    rules.apply(
        bench.set(
            """
            groups:
              - name: g
                rules: [{record: bad, expr: broken}, {record: good, expr: slow}]
            """));
    awaitEvaluations(2);
    var views = group().rules();
    assertThat(views.get(0).lastError()).isEqualTo("no answer");
    assertThat(views.get(0).health()).isEqualTo(RuleView.Health.BAD);
    assertThat(views.get(1).health()).isEqualTo(RuleView.Health.GOOD);
    assertThat(bench.store.series()).isEqualTo(List.of(Labels.of(Labels.NAME, "good")));
  }
}
