package io.tocsin.collect.config;

import io.tocsin.model.Labels;

/// The `global` section.
///
/// @param utf8Names whether names may be any text, or letters, digits and underscores only
/// @param escaping how other names are asked to be escaped; empty where the file does not say
record GlobalSettings(
    long intervalMillis,
    long timeoutMillis,
    long evaluationIntervalMillis,
    long ruleQueryOffsetMillis,
    Labels externalLabels,
    Limits limits,
    boolean utf8Names,
    String escaping,
    boolean extraMetrics) {}
