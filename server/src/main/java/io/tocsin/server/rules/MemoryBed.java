package io.tocsin.server.rules;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tocsin.kit.Clock;
import io.tocsin.model.Histogram;
import io.tocsin.model.Labels;
import io.tocsin.promql.EngineOptions;
import io.tocsin.promql.PromqlEngine;
import io.tocsin.promql.SeriesText;
import io.tocsin.rules.RuleQueryException;
import io.tocsin.rules.RuleSample;
import io.tocsin.rules.RuleTestBed;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/// Worlds in memory for unit tests of rules.
public final class MemoryBed implements RuleTestBed {
  /// As promtool: a query of a unit test that needs more fails there too.
  private static final long SAMPLES_MAX = 10_000;

  @Override
  public World world(long subqueryMillis) {
    var store = SeriesText.memory();
    var usual = EngineOptions.DEFAULT;
    var options =
        new EngineOptions(
            SAMPLES_MAX,
            usual.memoryMaxBytes(),
            usual.timeoutMillis(),
            usual.lookbackMillis(),
            usual.concurrencyMax(),
            false,
            subqueryMillis,
            0);
    var engine = new PromqlEngine(store, options, Clock.system(), new PrometheusRegistry());
    return new World(store, EngineQueries.of(engine));
  }

  @Override
  public Input input(String series, String values) {
    try {
      var text = SeriesText.parse(series + " " + values);
      var samples = new ArrayList<@Nullable RuleSample>();
      for (var sample : text.samples()) {
        samples.add(
            sample.omitted()
                ? null
                : new RuleSample(text.labels(), sample.value(), sample.histogram()));
      }
      return new Input(text.labels(), samples);
    } catch (RuntimeException e) {
      throw new RuleQueryException(series + " " + values + ": " + e.getMessage());
    }
  }

  @Override
  public Labels metric(String series) {
    try {
      return SeriesText.metric(series);
    } catch (RuntimeException e) {
      throw new RuleQueryException(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public String print(Histogram histogram) {
    return SeriesText.print(histogram);
  }
}
