package io.tocsin.api;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tocsin.collect.TargetSource;
import io.tocsin.kit.Clock;
import io.tocsin.model.ExemplarSource;
import io.tocsin.model.MetadataSource;
import io.tocsin.model.SeriesStore;
import io.tocsin.rules.AlertmanagerSource;
import io.tocsin.rules.RuleSource;
import io.tocsin.security.Security;
import org.jspecify.annotations.Nullable;

/// What the HTTP surface asks to answer with.
///
/// @param metadata of what is pushed; that of what is scraped is the targets'
/// @param alerting null where alerts go to nobody
/// @param security null where nobody is kept: then the users of a web configuration file, or
///   everybody, may do everything
/// @param admin null where the store may not be changed by request
public record ApiParts(
    SeriesStore store,
    QueryRunner queries,
    PromqlText promql,
    TargetSource targets,
    RemoteWrite remoteWrite,
    ExemplarSource exemplars,
    MetadataSource metadata,
    TsdbStatus tsdb,
    @Nullable StoreAdmin admin,
    @Nullable AlertingParts alerting,
    RuleSource rules,
    AlertmanagerSource alertmanagers,
    BackupSource backups,
    @Nullable Security security,
    StatusSource status,
    Health health,
    Lifecycle lifecycle,
    Notices notices,
    PrometheusRegistry metrics,
    Clock clock) {}
