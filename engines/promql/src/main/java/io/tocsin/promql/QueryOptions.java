package io.tocsin.promql;

import java.util.function.BooleanSupplier;

/// Per-query settings.
///
/// @param timeoutMillis after which the query fails with `TIMEOUT`
/// @param lookbackMillis how far an instant selector looks back
/// @param canceled asked now and then while the query runs; true ends it with `CANCELED`
public record QueryOptions(long timeoutMillis, long lookbackMillis, BooleanSupplier canceled) {}
