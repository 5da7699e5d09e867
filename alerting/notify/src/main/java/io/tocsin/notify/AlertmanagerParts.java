package io.tocsin.notify;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tocsin.kit.Clock;
import io.tocsin.kit.Directory;

/// What an [Alertmanager] is given.
///
/// @param directory for it alone: what it keeps
/// @param integrations makes the senders
/// @param metrics its counters join those
public record AlertmanagerParts(
    Directory directory, Integrations integrations, Clock clock, PrometheusRegistry metrics) {}
