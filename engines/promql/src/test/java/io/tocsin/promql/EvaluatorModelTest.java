package io.tocsin.promql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tocsin.kit.Clock;
import io.tocsin.model.Labels;
import io.tocsin.promql.script.MemoryStore;
import io.tocsin.testkit.SeededTest;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// The evaluator in columns against the naive one, over generated queries and series.
class EvaluatorModelTest {
  private static final int QUERIES = 8;
  private static final int STEPS = 20;
  private static final double TOLERANCE = 1e-9;

  @SeededTest
  void answersAsTheNaiveEvaluatorDoes(Random random) throws IOException {
    var data = new RandomSeries(random);
    var store = new MemoryStore();
    data.fill(store);
    var engine =
        new PromqlEngine(store, EngineOptions.DEFAULT, Clock.system(), new PrometheusRegistry());
    var naive = new NaiveEvaluator(data.series());
    for (int i = 0; i < QUERIES; i++) {
      var query = new RandomQuery(random).vector(1 + random.nextInt(3));
      long start = random.nextInt(600_000);
      long step = 15_000 + random.nextInt(90_000);
      compare(engine, naive, query, start, step);
    }
  }

  private static void compare(
      PromqlEngine engine, NaiveEvaluator naive, String query, long start, long step) {
    var expected = expected(naive, query, start, step);
    long end = start + (STEPS - 1) * step;
    if (expected == null) {
      assertThatThrownBy(() -> engine.range(query, start, end, step, engine.defaults()))
          .as(query)
          .isInstanceOf(QueryException.class);
      return;
    }
    var matrix = (Value.Matrix) engine.range(query, start, end, step, engine.defaults()).value();
    for (var series : matrix.series()) {
      for (int i = 0; i < series.size(); i++) {
        long time = series.timestampsMillis()[i];
        var histogram = series.histogram(i);
        var value = expected.remove(new Cell(series.labels(), time));
        var got = histogram == null ? series.values()[i] : (Object) NaiveHistogram.of(histogram);
        assertThat(same(value, got))
            .as("%s: %s at %d: expected %s, got %s", query, series.labels(), time, value, got)
            .isTrue();
      }
    }
    assertThat(expected).as(query).isEmpty();
  }

  private record Cell(Labels labels, long time) {}

  /// Returns the naive answer, or null if there is none but an error.
  private static @Nullable Map<Cell, Object> expected(
      NaiveEvaluator naive, String query, long start, long step) {
    var expr = PromqlParser.parse(query);
    var expected = new HashMap<Cell, Object>();
    try {
      for (int i = 0; i < STEPS; i++) {
        long time = start + i * step;
        naive
            .vector(expr, time)
            .forEach((labels, value) -> expected.put(new Cell(labels, time), value));
      }
      return expected;
    } catch (NaiveEvaluator.Refusal ignored) {
      // The engine has to refuse it, too.
      return null;
    }
  }

  private static boolean same(@Nullable Object expected, Object got) {
    if (expected instanceof NaiveHistogram histogram) {
      return got instanceof NaiveHistogram other && histogram.isLike(other, TOLERANCE);
    }
    if (!(expected instanceof Double number) || !(got instanceof Double other)) {
      return false;
    }
    return number.equals(other)
        || (Double.isNaN(number) && Double.isNaN(other))
        || Math.abs(number - other) <= TOLERANCE * (1 + Math.abs(number));
  }
}
