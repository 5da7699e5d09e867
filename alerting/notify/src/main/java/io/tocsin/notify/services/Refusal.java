package io.tocsin.notify.services;

import io.tocsin.notify.Outcome;

/// A notification that cannot be sent, however often it is tried: a template fails, a file with a
/// secret is not there.
public final class Refusal extends RuntimeException {
  private final transient Outcome.Failed outcome;

  public Refusal(String message) {
    this(Outcome.Reason.OTHER, message);
  }

  public Refusal(Outcome.Reason reason, String message) {
    super(message);
    this.outcome = new Outcome.Failed(reason, message);
  }

  public Outcome.Failed outcome() {
    return outcome;
  }
}
