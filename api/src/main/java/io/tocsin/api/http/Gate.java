package io.tocsin.api.http;

/// Knows who asks, and whether they may. Called by many threads.
public interface Gate {
  /// Lets a request in, and tells the exchange who asks; or answers it with a refusal.
  ///
  /// @return whether it is let in
  boolean admits(Exchange exchange, Route route) throws InterruptedException;

  /// Hears of a request that changes something once it was answered.
  default void answered(Exchange exchange, Route route, int status) {}

  /// Lets everybody in.
  Gate OPEN = (_, _) -> true;
}
