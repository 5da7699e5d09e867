package io.tocsin.promql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tocsin.kit.Clock;
import io.tocsin.model.Labels;
import io.tocsin.promql.script.MemoryStore;
import java.util.List;
import org.junit.jupiter.api.Test;

class PromqlEngineTest {
  private static final long MINUTE = 60_000;

  private final MemoryStore store = new MemoryStore();
  private final PromqlEngine engine =
      new PromqlEngine(store, EngineOptions.DEFAULT, Clock.system(), new PrometheusRegistry());

  private List<Value.VectorSample> instant(String query, long timeMillis) {
    var value = engine.instant(query, timeMillis, engine.defaults()).value();
    return ((Value.Vector) value).samples();
  }

  private List<Value.MatrixSeries> range(String query, long endMillis) {
    var value = engine.range(query, 0, endMillis, MINUTE, engine.defaults()).value();
    return ((Value.Matrix) value).series();
  }

  private void counters() {
    for (int host = 0; host < 3; host++) {
      for (int mode = 0; mode < 2; mode++) {
        var labels = Labels.of("__name__", "cpu_total", "host", "h" + host, "mode", "m" + mode);
        for (int i = 0; i <= 60; i++) {
          Samples.add(store, labels, i * 15_000L, i * 15.0 * (host + 1));
        }
      }
    }
  }

  @Test
  void sumOfRatesPerGroup() {
    counters();
    var sums = instant("sum by (host) (rate(cpu_total[5m]))", 10 * MINUTE);
    assertThat(sums)
        .extracting(Value.VectorSample::labels)
        .containsExactly(Labels.of("host", "h0"), Labels.of("host", "h1"), Labels.of("host", "h2"));
    for (int host = 0; host < 3; host++) {
      assertThat(sums.get(host).value()).isCloseTo(2 * (host + 1), within(1e-9));
    }
  }

  @Test
  void countNeedsNoLabels() {
    counters();
    assertThat(instant("count({__name__=~\"cpu.*\"})", MINUTE))
        .containsExactly(new Value.VectorSample(Labels.EMPTY, 6));
  }

  @Test
  void rangeQueryHasPointsFromTheFirstSampleToTheLookbackAfterTheLast() {
    Samples.addAll(store, Labels.of("__name__", "m"), MINUTE, 1, 2, 3);
    var series = range("m", 10 * MINUTE);
    assertThat(series).hasSize(1);
    assertThat(series.getFirst().size()).isEqualTo(7);
    assertThat(series.getFirst().timestampsMillis()[6]).isEqualTo(6 * MINUTE);
    assertThat(series.getFirst().values()[6]).isEqualTo(3);
  }

  @Test
  void rateOfTwoNamesWithTheSameLabelsIsRefused() {
    Samples.addAll(store, Labels.of("__name__", "a_total", "x", "1"), MINUTE, 1, 2, 3);
    Samples.addAll(store, Labels.of("__name__", "b_total", "x", "1"), MINUTE, 1, 2, 3);
    assertThatThrownBy(() -> instant("rate({x=\"1\"}[5m])", 2 * MINUTE))
        .isInstanceOf(QueryException.class)
        .hasMessage("vector cannot contain metrics with the same labelset");
  }

  @Test
  void tooManySamplesNameTheLimit() {
    counters();
    var small = new EngineOptions(5, 1 << 30, 1_000, 300_000, 1, false, MINUTE, 0);
    var limited = new PromqlEngine(store, small, Clock.system(), new PrometheusRegistry());
    assertThatThrownBy(() -> limited.instant("cpu_total", MINUTE, limited.defaults()))
        .isInstanceOf(QueryException.class)
        .hasMessageContaining("too many samples")
        .hasMessageContaining("query.max-samples: 5");
  }

  @Test
  void canceledQueryEnds() {
    counters();
    var canceled = new QueryOptions(1_000, 300_000, () -> true);
    assertThatThrownBy(() -> engine.instant("cpu_total", MINUTE, canceled))
        .isInstanceOfSatisfying(
            QueryException.class,
            e -> assertThat(e.kind()).isEqualTo(QueryException.Kind.CANCELED));
  }

  @Test
  void divisionMatchesOneToOneAndManyToOne() {
    Samples.addAll(store, Labels.of("__name__", "used", "host", "a", "disk", "1"), MINUTE, 10);
    Samples.addAll(store, Labels.of("__name__", "used", "host", "a", "disk", "2"), MINUTE, 20);
    Samples.addAll(store, Labels.of("__name__", "size", "host", "a", "zone", "z"), MINUTE, 100);
    assertThat(instant("used / on (host) group_left (zone) size", 0))
        .containsExactlyInAnyOrder(
            new Value.VectorSample(Labels.of("host", "a", "disk", "1", "zone", "z"), 0.1),
            new Value.VectorSample(Labels.of("host", "a", "disk", "2", "zone", "z"), 0.2));
    assertThatThrownBy(() -> instant("used / on (host) size", 0))
        .hasMessage(
            "multiple matches for labels: many-to-one matching must be explicit"
                + " (group_left/group_right)");
  }
}
