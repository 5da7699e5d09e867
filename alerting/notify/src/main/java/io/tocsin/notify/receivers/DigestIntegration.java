package io.tocsin.notify.receivers;

import io.tocsin.notify.Integration;
import io.tocsin.notify.IntegrationSpec;
import io.tocsin.notify.Notification;
import io.tocsin.notify.Outcome;
import io.tocsin.notify.Outcome.Reason;
import java.io.IOException;
import java.util.List;

/// Collects for a digest.
final class DigestIntegration implements Integration {
  private final DigestSpec spec;
  private final DigestStore store;
  private final OutboxStore outbox;

  DigestIntegration(DigestSpec spec, DigestStore store, OutboxStore outbox) {
    this.spec = spec;
    this.store = store;
    this.outbox = outbox;
  }

  /// Returns the name under which a digest collects.
  static String name(String receiver, DigestSpec spec) {
    return receiver + "/" + spec.index();
  }

  @Override
  public IntegrationSpec spec() {
    return spec;
  }

  @Override
  public Outcome send(Notification notification) {
    Outcome outcome = Outcome.delivered();
    try {
      var name = name(notification.receiver(), spec);
      store.collect(name, notification.alerts(), notification.nowMillis());
    } catch (IOException e) {
      outcome = new Outcome.Retry(Reason.OTHER, "digest: cannot write: " + e.getMessage(), 0);
    }
    var name = "digest[" + spec.index() + "]";
    outbox.add(notification, new OutboxStore.Attempt(name, outcome, List.of()));
    return outcome;
  }
}
