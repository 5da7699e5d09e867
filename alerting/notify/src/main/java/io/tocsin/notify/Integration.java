package io.tocsin.notify;

/// One way out of a receiver: it speaks the protocol of one service with one configuration. Made
/// from an [IntegrationSpec] when a configuration comes into force, closed when it is replaced.
/// Safe for use by many threads: groups send beside each other.
public interface Integration {
  /// Returns what it was made from.
  IntegrationSpec spec();

  /// Sends once; who calls retries. Blocks, and ends early when its thread is interrupted.
  ///
  /// @return what became of it; never throws for what the service or the network does
  Outcome send(Notification notification) throws InterruptedException;

  /// Lets go of connections.
  default void close() {}
}
