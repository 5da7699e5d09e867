package io.tocsin.notify.services;

import io.tocsin.http.HttpSettings;
import io.tocsin.notify.IntegrationSpec;
import io.tocsin.notify.Outcome;
import java.io.IOException;

/// What a configuration says of one way out of a receiver, and how the service is told. Immutable;
/// safe for use by many threads.
public interface ServiceSpec extends IntegrationSpec {
  /// What every service has.
  ///
  /// @param index the position in the list of its kind
  record Common(int index, boolean sendResolved, HttpSettings http) {}

  Common common();

  @Override
  default int index() {
    return common().index();
  }

  @Override
  default boolean sendResolved() {
    return common().sendResolved();
  }

  /// Returns how long one attempt may take; 0 for as long as the group's turn lasts.
  default long timeoutMillis() {
    return 0;
  }

  /// Tells the service.
  ///
  /// @throws IOException if there is no answer: it may be tried again
  /// @throws Refusal if it makes no sense to try
  Outcome send(Delivery delivery) throws IOException, InterruptedException;
}
