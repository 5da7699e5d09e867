package io.tocsin.notify.receivers;

import io.tocsin.http.HttpSender;
import io.tocsin.http.HttpSurroundings;
import io.tocsin.notify.Integration;
import io.tocsin.notify.IntegrationSpec;
import io.tocsin.notify.Notification;
import io.tocsin.notify.Outcome;
import io.tocsin.notify.Outcome.Reason;
import io.tocsin.notify.services.Delivery;
import io.tocsin.notify.services.Refusal;
import io.tocsin.notify.services.ServiceSpec;
import io.tocsin.notify.services.Wiring;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;

/// Sends to one service and takes note of it in the outbox.
final class ServiceIntegration implements Integration {
  private final ServiceSpec spec;
  private final TemplateSource templates;
  private final OutboxStore outbox;
  private final Wiring wiring;

  ServiceIntegration(
      ServiceSpec spec, TemplateSource templates, OutboxStore outbox, Surroundings around) {
    this.spec = spec;
    this.templates = templates;
    this.outbox = outbox;
    var sender = new HttpSender(spec.common().http(), around.http());
    this.wiring = new Wiring(around.http(), sender, around.externalUrl());
  }

  /// What all integrations share.
  record Surroundings(HttpSurroundings http, String externalUrl) {}

  @Override
  public IntegrationSpec spec() {
    return spec;
  }

  @Override
  public Outcome send(Notification notification) throws InterruptedException {
    var texts = templates.over(notification);
    var delivery = new Delivery(notification, texts, wiring, spec.timeoutMillis());
    delivery.hide(spec.common().http());
    Outcome outcome;
    try {
      outcome = spec.send(delivery);
    } catch (Refusal e) {
      outcome = e.outcome();
    } catch (SocketTimeoutException e) {
      outcome = retry(Reason.CONTEXT_DEADLINE_EXCEEDED, delivery, e);
    } catch (InterruptedIOException e) {
      outcome = retry(Reason.CONTEXT_CANCELED, delivery, e);
    } catch (IOException e) {
      outcome = retry(Reason.OTHER, delivery, e);
    }
    var name = spec.type() + "[" + spec.index() + "]";
    outbox.add(notification, new OutboxStore.Attempt(name, outcome, delivery.exchanges()));
    if (Thread.interrupted() && !(outcome instanceof Outcome.Delivered)) {
      throw new InterruptedException("the turn of the group is over");
    }
    return outcome;
  }

  private static Outcome retry(Reason reason, Delivery delivery, IOException cause) {
    return new Outcome.Retry(reason, delivery.redacted(String.valueOf(cause.getMessage())), 0);
  }

  @Override
  public void close() {
    wiring.sender().close();
  }
}
