package io.tocsin.model;

/// What an exposition says of a metric family: its type, its unit (may be empty) and its help text
/// (may be empty).
public record MetricMetadata(MetricType type, String unit, String help) {}
