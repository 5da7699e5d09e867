package io.tocsin.notify.receivers;

import io.tocsin.notify.Integration;
import io.tocsin.notify.IntegrationSpec;
import io.tocsin.notify.Notification;
import io.tocsin.notify.Outcome;
import java.util.List;

/// The way out of a receiver that has none: what would have been told stands in the outbox.
final class OutboxIntegration implements Integration {
  private final OutboxStore outbox;

  OutboxIntegration(OutboxStore outbox) {
    this.outbox = outbox;
  }

  /// Equal to every other.
  record Spec() implements IntegrationSpec {
    @Override
    public String type() {
      return "outbox";
    }

    @Override
    public int index() {
      return 0;
    }

    @Override
    public boolean sendResolved() {
      return true;
    }
  }

  @Override
  public IntegrationSpec spec() {
    return new Spec();
  }

  @Override
  public Outcome send(Notification notification) {
    var delivered = Outcome.delivered();
    outbox.add(notification, new OutboxStore.Attempt("outbox", delivered, List.of()));
    return delivered;
  }
}
