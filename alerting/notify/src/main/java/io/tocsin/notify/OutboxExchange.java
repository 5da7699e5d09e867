package io.tocsin.notify;

import java.util.Map;

/// One request and its answer as they may be shown: without secrets, and not longer than a bound.
///
/// @param status of the answer; 0 where there was none
/// @param answer its body, or why there was none
public record OutboxExchange(
    String method,
    String url,
    Map<String, String> headers,
    String body,
    int status,
    String answer,
    long tookMillis) {}
