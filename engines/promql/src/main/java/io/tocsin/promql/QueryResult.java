package io.tocsin.promql;

import java.util.List;

/// What a query answers: its value, what the asker should know about how it came to be, and what it
/// cost.
public record QueryResult(
    Value value, List<String> warnings, List<String> infos, QueryStats stats) {}
