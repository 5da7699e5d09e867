package io.tocsin.api.http;

import io.prometheus.metrics.core.metrics.Counter;
import io.tocsin.kit.Clock;

/// How long a client may take.
///
/// @param headNanos over the head of a request
/// @param bodyNanos over its body
/// @param idleNanos between two requests
/// @param slow counts clients that took longer over a request
record Patience(Clock clock, long headNanos, long bodyNanos, long idleNanos, Counter slow) {}
