package io.tocsin.promql;

import java.util.List;

/// The signature of a function.
///
/// @param variadic 0 for exactly the listed arguments; n > 0 where up to n of the last ones may be
///   left out, or added in the last one's type, -1 where any number may be
/// @param experimental Prometheus wants a feature flag for it
public record Function(
    String name,
    List<ValueType> argumentTypes,
    int variadic,
    ValueType returnType,
    boolean experimental) {
  public Function {
    argumentTypes = List.copyOf(argumentTypes);
  }
}
