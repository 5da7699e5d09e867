package io.tocsin.promql;

import java.util.List;

/// What a query answers: its value, and what the asker should know about how it came to be.
///
/// @param samples how many samples were read, as Prometheus counts them
public record QueryResult(Value value, List<String> warnings, List<String> infos, long samples) {}
