package io.tocsin.api;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tocsin.collect.TargetSource;
import io.tocsin.kit.Clock;
import io.tocsin.model.SeriesStore;

/// What the HTTP surface asks to answer with.
public record ApiParts(
    SeriesStore store,
    QueryRunner queries,
    PromqlText promql,
    TargetSource targets,
    RemoteWrite remoteWrite,
    TsdbStatus tsdb,
    StatusSource status,
    Health health,
    Lifecycle lifecycle,
    PrometheusRegistry metrics,
    Clock clock) {}
