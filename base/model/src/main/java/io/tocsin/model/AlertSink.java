package io.tocsin.model;

import java.util.List;

/// Takes alerts: the dispatcher of this process, or one far away. Safe for use by many threads;
/// never waits for a receiver.
@FunctionalInterface
public interface AlertSink {
  /// Takes alerts that fire or are over. What cannot be taken is counted and logged, never thrown:
  /// the teller tells again.
  void accept(List<Alert> alerts);
}
