package io.tocsin.notify.dispatch;

import io.tocsin.kit.Clock;
import io.tocsin.notify.state.NotificationLog;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/// What lives longer than a configuration, as far as sending needs it.
///
/// @param executor runs what may wait: one thread for each
/// @param random spreads retries
public record Machinery(
    Clock clock,
    Timers timers,
    Executor executor,
    NotificationLog log,
    Silencer silencer,
    NotifyMetrics metrics,
    RandomGenerator random) {}
