package io.tocsin.rules.condition;

import java.util.Map;

/// An ordinary alerting rule.
///
/// @param forMillis 0 for none
/// @param keepFiringForMillis 0 for none
public record CompiledRule(
    String alert,
    String expr,
    long forMillis,
    long keepFiringForMillis,
    Map<String, String> labels,
    Map<String, String> annotations) {}
