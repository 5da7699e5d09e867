package io.tocsin.rules;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tocsin.kit.Clock;
import io.tocsin.model.AlertSink;
import io.tocsin.model.SeriesStore;
import java.util.List;

/// What rules are evaluated with.
///
/// @param alerts who is told of alerts, each of all of them
public record RuleParts(
    SeriesStore store,
    RuleQueries queries,
    RuleTemplates templates,
    List<AlertSink> alerts,
    Clock clock,
    PrometheusRegistry metrics) {
  public RuleParts {
    alerts = List.copyOf(alerts);
  }
}
