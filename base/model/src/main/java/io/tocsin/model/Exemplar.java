package io.tocsin.model;

/// One observation that stands for many: what it belongs to (a trace, say), its value and its time.
///
/// @param labels as in `trace_id="..."`
public record Exemplar(Labels labels, double value, long timestampMillis) {}
