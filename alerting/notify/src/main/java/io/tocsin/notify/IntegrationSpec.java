package io.tocsin.notify;

/// What a configuration says of one way out of a receiver: one entry of one `*_configs` list, with
/// every default filled in and checked. Immutable.
public interface IntegrationSpec {
  /// Returns the kind as Alertmanager names it in metrics and in its notification log: `webhook`,
  /// `email`, `pagerduty`, `slack`, `msteamsv2`.
  String type();

  /// Returns its position in the list of its kind, from 0: with receiver and kind it is the
  /// identity under which the notification log remembers what was sent.
  int index();

  /// Tells whether the service wants to hear that alerts are over.
  boolean sendResolved();
}
