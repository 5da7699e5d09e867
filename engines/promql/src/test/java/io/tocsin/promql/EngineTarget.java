package io.tocsin.promql;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tocsin.kit.Clock;
import io.tocsin.model.SeriesStore;

/// The engine as the target of test scripts, set up as Prometheus' own tests set up theirs.
final class EngineTarget implements ScriptTarget {
  private final EngineOptions options = EngineOptions.DEFAULT.forScripts();

  private PromqlEngine engine(SeriesStore store) {
    return new PromqlEngine(store, options, Clock.system(), new PrometheusRegistry());
  }

  @Override
  public QueryResult instant(SeriesStore store, String query, long timeMillis) {
    var engine = engine(store);
    return engine.instant(query, timeMillis, engine.defaults());
  }

  @Override
  public QueryResult range(
      SeriesStore store, String query, long startMillis, long endMillis, long stepMillis) {
    var engine = engine(store);
    return engine.range(query, startMillis, endMillis, stepMillis, engine.defaults());
  }
}
