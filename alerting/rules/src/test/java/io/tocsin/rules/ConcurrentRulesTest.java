package io.tocsin.rules;

import static io.tocsin.rules.Bench.sample;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.Labels;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ConcurrentRulesTest {
  /// Answers `together` only once as many ask for it as it was told.
  private static final class Meeting implements RuleQueries {
    private final Bench bench;
    private final CountDownLatch all;
    private final List<String> order = new ArrayList<>();

    Meeting(Bench bench, int askers) {
      this.bench = bench;
      this.all = new CountDownLatch(askers);
    }

    @Override
    public RuleQuery parse(String query) {
      return bench.parse(query);
    }

    @Override
    public List<RuleSample> instant(String query, long timeMillis) {
      synchronized (order) {
        order.add(query);
      }
      if (query.equals("together")) {
        all.countDown();
        try {
          if (!all.await(20, TimeUnit.SECONDS)) {
            throw new RuleQueryException("asked alone");
          }
        } catch (InterruptedException e) {
          throw new RuleQueryException("interrupted");
        }
      }
      return List.of(sample(1, "q", query));
    }
  }

  private static RuleParts parts(Bench bench, RuleQueries queries) {
    return new RuleParts(bench.store, queries, bench, List.of(), bench.clock, bench.metrics);
  }

  @Test
  void rulesThatDoNotReadEachOtherAreEvaluatedBesideEachOther() throws InterruptedException {
    var bench = new Bench(1_000_000_000L);
    var queries = new Meeting(bench, 3);
    try (var rules = new Rules(parts(bench, queries), RuleOptions.DEFAULT)) {
      rules.apply(
          bench.set(
              """
              groups:
                - name: g
                  rules:
                    - {record: last, expr: middle}
                    - {record: a, expr: together}
                    - {record: middle, expr: a}
                    - {record: b, expr: together}
                    - {record: c, expr: together}
                    - {record: end, expr: middle}
              """));
      bench.clock.awaitSleepers(1);
      bench.clock.advance(Duration.ofMinutes(1));
      bench.clock.awaitSleepers(1);
      while (bench.store.series().size() < 6) {
        Thread.onSpinWait();
      }
    }
    // "last" reads what a later rule writes, and so needs not wait for it.
    assertThat(queries.order.subList(0, 4)).containsOnlyOnce("middle").contains("together");
    assertThat(queries.order.subList(4, 6)).containsExactly("a", "middle");
    assertThat(bench.store.series()).contains(Labels.of(Labels.NAME, "c", "q", "together"));
  }
}
