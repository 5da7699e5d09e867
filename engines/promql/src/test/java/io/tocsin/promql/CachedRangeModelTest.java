package io.tocsin.promql;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.tocsin.kit.Clock;
import io.tocsin.model.Labels;
import io.tocsin.model.StaleNan;
import io.tocsin.testkit.SeededTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Queries that are asked again and again while samples come on time, late and never, are deleted,
/// and series change places: an answer of which a part was kept is the one that is evaluated as a
/// whole, to the last bit.
@Execution(ExecutionMode.SAME_THREAD)
class CachedRangeModelTest {
  private static final int ACTIONS = 120;
  private static final long BEGIN = 1_000_000;
  private static final AtomicLong HITS = new AtomicLong();
  private static final AtomicLong ASKED = new AtomicLong();

  private record Panel(String query, long step, int steps) {}

  @AfterAll
  static void usesWhatItKeeps() {
    assertThat(HITS.get() * 10).as("hits of %s queries", ASKED).isGreaterThan(ASKED.get());
  }

  @SeededTest(seeds = 80)
  void answersAsIfNothingWereKept(Random random) {
    var store = new ChangingStore();
    var registry = new PrometheusRegistry();
    var options = EngineOptions.DEFAULT.withCache(random.nextInt(5) == 0 ? 20_000 : 10_000_000);
    var engine = new PromqlEngine(store, options, Clock.system(), registry);
    var panels = panels(random);
    long now = BEGIN;
    for (int i = 0; i < ACTIONS; i++) {
      now += random.nextInt(30_000);
      act(store, random, now);
      if (random.nextInt(3) > 0) {
        ask(engine, panels.get(random.nextInt(panels.size())), random, now);
      }
    }
    HITS.addAndGet(count(registry, "tocsin_promql_cache_hits"));
  }

  private static List<Panel> panels(Random random) {
    var queries = new RefreshQuery(random);
    var panels = new ArrayList<Panel>();
    for (int i = 0; i < 4; i++) {
      long step = (1 + random.nextInt(4)) * 30_000L;
      panels.add(new Panel(queries.vector(1 + random.nextInt(3)), step, 5 + random.nextInt(30)));
    }
    return panels;
  }

  private static void act(ChangingStore store, Random random, long now) {
    switch (random.nextInt(20)) {
      case 0 -> store.put(series(random), now - random.nextInt(900_000), value(random));
      case 1 -> {
        if (!store.series().isEmpty()) {
          long from = now - random.nextInt(900_000);
          var gone = store.series().get(random.nextInt(store.series().size()));
          store.delete(gone, from, from + random.nextInt(300_000));
        }
      }
      case 2 -> store.put(series(random), now, StaleNan.VALUE);
      case 3 -> {
        if (random.nextInt(4) == 0) {
          store.shuffle(random);
        }
      }
      default -> {
        for (int i = 0; i < 8; i++) {
          store.put(series(random), now - random.nextInt(2_000), value(random));
        }
      }
    }
  }

  private static Labels series(Random random) {
    var a = "" + random.nextInt(3);
    var b = "" + random.nextInt(3);
    return switch (random.nextInt(4)) {
      case 0 -> Labels.of(Labels.NAME, "c_total", "a", a, "b", b);
      case 1 -> {
        var bound = List.of("0.1", "1", "+Inf").get(random.nextInt(3));
        yield Labels.of(Labels.NAME, "d_bucket", "a", a, "le", bound);
      }
      default -> Labels.of(Labels.NAME, "g", "a", a, "b", b);
    };
  }

  /// Numbers whose sums depend on their order, and some that are equal.
  private static double value(Random random) {
    return switch (random.nextInt(8)) {
      case 0 -> -0.0;
      case 1 -> Double.NaN;
      case 2 -> 1;
      default -> random.nextGaussian() * Math.pow(10, random.nextInt(12));
    };
  }

  private static void ask(PromqlEngine engine, Panel panel, Random random, long now) {
    long end = now - Math.floorMod(now, panel.step) - panel.step * random.nextInt(3) / 2;
    long start = end - panel.step * (panel.steps - random.nextInt(3) / 2);
    ASKED.incrementAndGet();
    var options = engine.defaults();
    var cached = answer(engine, panel, start, end, options);
    var whole = answer(engine, panel, start, end, options.uncached());
    assertThat(cached).as("%s, %d to %d", panel, start, end).isEqualTo(whole);
  }

  private static String answer(
      PromqlEngine engine, Panel panel, long start, long end, QueryOptions options) {
    try {
      var result = engine.range(panel.query, start, end, panel.step, options);
      var out = new StringBuilder();
      for (var series : ((Value.Matrix) result.value()).series()) {
        out.append(series.labels()).append('\n');
        for (int i = 0; i < series.size(); i++) {
          long bits = Double.doubleToLongBits(series.values()[i]);
          out.append(series.timestampsMillis()[i]).append(' ').append(bits).append('\n');
        }
      }
      return out.append(result.warnings()).append(result.infos()).toString();
    } catch (QueryException e) {
      return e.kind() + " " + e.getMessage();
    }
  }

  private static long count(PrometheusRegistry registry, String name) {
    for (var snapshot : registry.scrape()) {
      if (snapshot.getMetadata().getName().equals(name)) {
        return (long) ((CounterSnapshot) snapshot).getDataPoints().getFirst().getValue();
      }
    }
    throw new IllegalStateException(name);
  }
}
