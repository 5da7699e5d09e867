package io.tocsin.promql;

/// The fixed time of an `@` modifier.
public sealed interface At {
  /// `@ 1609746000`.
  record Timestamp(long millis) implements At {}

  /// `@ start()`: the start of the query.
  record Start() implements At {}

  /// `@ end()`: the end of the query.
  record End() implements At {}
}
