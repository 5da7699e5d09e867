package io.tocsin.notify.receivers;

import io.tocsin.kit.Clock;
import io.tocsin.model.Alert;
import io.tocsin.model.Labels;
import io.tocsin.notify.Integration;
import io.tocsin.notify.Notification;
import io.tocsin.notify.Notification.Times;
import io.tocsin.notify.NotifyReason;
import io.tocsin.notify.Outcome;
import io.tocsin.notify.ReceiverMemory;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells one digest at its times until its thread is interrupted. What was collected before a time
/// that passed while the process was down is told at the start.
final class DigestTeller implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(DigestTeller.class);
  private static final long TURN_MILLIS = 5 * 60_000;
  private static final long AGAIN_MILLIS = 10 * 60_000;
  private static final int ATTEMPTS_MAX = 5;

  private final String receiver;
  private final DigestSpec spec;
  private final DigestStore store;
  private final Supplier<List<Integration>> target;
  private final Clock clock;

  /// @param receiver who collects
  /// @param target makes the ways out of the receiver that is told; closed after use
  DigestTeller(
      String receiver,
      DigestSpec spec,
      DigestStore store,
      Supplier<List<Integration>> target,
      Clock clock) {
    this.receiver = receiver;
    this.spec = spec;
    this.store = store;
    this.target = target;
    this.clock = clock;
  }

  private String name() {
    return DigestIntegration.name(receiver, spec);
  }

  @Override
  public void run() {
    try {
      long next = first();
      while (true) {
        clock.sleepUntil(next);
        boolean told = tell();
        long now = clock.millis();
        long planned = spec.nextAfter(now);
        next = told ? planned : Math.min(planned, now + AGAIN_MILLIS);
      }
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    }
  }

  private long first() {
    long now = clock.millis();
    long oldest =
        store.collected(name()).stream()
            .mapToLong(DigestStore.Collected::sinceMillis)
            .min()
            .orElse(now);
    return Math.max(now, spec.nextAfter(oldest));
  }

  /// Tells what was collected; false where somebody could not be told.
  private boolean tell() throws InterruptedException {
    var collected = store.collected(name());
    if (collected.isEmpty()) {
      return true;
    }
    var notification = notification(collected);
    boolean all = true;
    var integrations = target.get();
    try {
      for (var integration : integrations) {
        var wanted = integration.spec().sendResolved() ? notification : notification.firingOnly();
        all &= wanted.alerts().isEmpty() || send(integration, wanted);
      }
    } finally {
      integrations.forEach(Integration::close);
    }
    if (all) {
      forget(collected);
    }
    return all;
  }

  private void forget(List<DigestStore.Collected> collected) {
    try {
      store.told(name(), collected);
    } catch (IOException e) {
      LOG.atError()
          .addKeyValue("receiver", receiver)
          .addKeyValue("reason", e.getMessage())
          .log("digest: told, but this cannot be kept: it may be told again");
    }
  }

  private Notification notification(List<DigestStore.Collected> collected) {
    long now = clock.millis();
    var alerts =
        collected.stream()
            .map(DigestStore.Collected::alert)
            .sorted(Comparator.comparing(Alert::labels))
            .toList();
    return new Notification(
        spec.to(),
        "digest/" + name() + "/" + now,
        Labels.of("digest", receiver),
        new TreeMap<>(),
        alerts,
        NotifyReason.FIRST_NOTIFICATION,
        new Times(now, now + TURN_MILLIS, 0),
        new ReceiverMemory(Map.of()));
  }

  /// Sends, again after a while where it may work later; what can never be sent counts as told.
  private boolean send(Integration integration, Notification notification)
      throws InterruptedException {
    long wait = 1_000;
    for (int attempt = 1; ; attempt++) {
      switch (integration.send(notification)) {
        case Outcome.Delivered _ -> {
          return true;
        }
        case Outcome.Failed failed -> {
          warn(integration, failed.message());
          return true;
        }
        case Outcome.Retry retry -> {
          warn(integration, retry.message());
          long pause = Math.max(wait, retry.retryAfterMillis());
          boolean late = clock.millis() + pause >= notification.times().deadlineMillis();
          if (attempt == ATTEMPTS_MAX || late) {
            return false;
          }
          clock.sleepNanos(pause * 1_000_000);
          wait *= 4;
        }
      }
    }
  }

  private void warn(Integration integration, String reason) {
    LOG.atWarn()
        .addKeyValue("receiver", spec.to())
        .addKeyValue("integration", integration.spec().type())
        .addKeyValue("reason", reason)
        .log("digest: cannot tell");
  }
}
