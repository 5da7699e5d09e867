package io.tocsin.notify.dispatch;

import io.tocsin.model.Alert;
import io.tocsin.notify.Fingerprint;
import io.tocsin.notify.Integration;
import io.tocsin.notify.Notification;
import io.tocsin.notify.NotifyReason;
import io.tocsin.notify.Outcome;
import io.tocsin.notify.ReceiverMemory;
import io.tocsin.notify.state.NotificationLog;
import io.tocsin.notify.state.Sent;
import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One flush of a group to one integration: whether there is something to tell, the attempts to
/// tell it, and that it was told. Ends exactly once.
final class Delivery {
  private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
  private static final double FIRST_WAIT = 500;
  private static final double WAIT_FACTOR = 1.5;
  private static final double WAIT_MAX = 60_000;

  private final Machinery machinery;
  private final Integration integration;
  private final NotificationLog.Key key;
  private final Set<Long> firing = new HashSet<>();
  private final Set<Long> resolved = new HashSet<>();
  private final Consumer<Delivery> ended;

  private Notification notification;
  private double wait = FIRST_WAIT;
  private int attempts;
  private Outcome.@Nullable Retry last;
  private @Nullable Thread sending;
  private boolean isEnded;
  private boolean isDelivered;
  private boolean isStopped;

  /// @param flush what the group has to say; its reason is not known yet
  /// @param ended is called when this is over
  Delivery(
      Machinery machinery, Integration integration, Notification flush, Consumer<Delivery> ended) {
    this.machinery = machinery;
    this.integration = integration;
    this.notification = flush;
    this.ended = ended;
    var spec = integration.spec();
    this.key =
        new NotificationLog.Key(flush.groupKey(), flush.receiver(), spec.type(), spec.index());
    for (Alert alert : flush.alerts()) {
      var fingerprints = Notification.isResolved(alert) ? resolved : firing;
      fingerprints.add(Fingerprint.of(alert.labels()));
    }
  }

  /// Begins; never waits.
  void start() {
    var sent = machinery.log().find(key);
    var reason = reason(sent);
    if (reason == NotifyReason.DO_NOT_NOTIFY) {
      end(true);
      return;
    }
    machinery.metrics().begun(integration.spec());
    boolean anew = reason == NotifyReason.FIRST_NOTIFICATION;
    notification = with(reason, sent == null || anew ? Map.of() : sent.memory());
    if (!integration.spec().sendResolved()) {
      if (firing.isEmpty()) {
        delivered();
        return;
      }
      notification = notification.firingOnly();
    }
    var times = notification.times();
    machinery.timers().after(times.deadlineMillis() - times.nowMillis(), this::tooLate);
    machinery.executor().execute(this::attempt);
  }

  /// Why something is to be told, as Alertmanager decides it.
  private NotifyReason reason(@Nullable Sent sent) {
    if (sent == null) {
      return firing.isEmpty() ? NotifyReason.DO_NOT_NOTIFY : NotifyReason.FIRST_NOTIFICATION;
    }
    if (!sent.firing().containsAll(firing)) {
      return sent.firing().isEmpty()
          ? NotifyReason.FIRST_NOTIFICATION
          : NotifyReason.NEW_ALERTS_IN_GROUP;
    }
    if (firing.isEmpty()) {
      // even where nobody wants to hear of it: what fired must be forgotten
      return sent.firing().isEmpty()
          ? NotifyReason.DO_NOT_NOTIFY
          : NotifyReason.ALL_ALERTS_RESOLVED;
    }
    if (integration.spec().sendResolved() && !sent.resolved().containsAll(resolved)) {
      return NotifyReason.NEW_RESOLVED_ALERTS;
    }
    var times = notification.times();
    return sent.atMillis() < times.nowMillis() - times.repeatIntervalMillis()
        ? NotifyReason.REPEAT_INTERVAL_ELAPSED
        : NotifyReason.DO_NOT_NOTIFY;
  }

  private Notification with(NotifyReason reason, Map<String, String> memory) {
    return new Notification(
        notification.receiver(),
        notification.groupKey(),
        notification.groupLabels(),
        notification.routeLabels(),
        notification.alerts(),
        reason,
        notification.times(),
        new ReceiverMemory(memory));
  }

  private void attempt() {
    synchronized (this) {
      if (isEnded || isStopped) {
        return;
      }
      sending = Thread.currentThread();
      attempts++;
    }
    long start = machinery.clock().nanos();
    var outcome = send();
    synchronized (this) {
      sending = null;
    }
    machinery.metrics().attempted(integration.spec(), machinery.clock().nanos() - start, outcome);
    switch (outcome) {
      case Outcome.Delivered() -> delivered();
      case Outcome.Retry retry -> again(retry);
      case Outcome.Failed(var reason, var message) -> failed(reason, message);
    }
  }

  private Outcome send() {
    try {
      return integration.send(notification);
    } catch (InterruptedException e) {
      return new Outcome.Retry(Outcome.Reason.CONTEXT_CANCELED, "interrupted", 0);
    } catch (RuntimeException e) {
      LOG.atError().setCause(e).addKeyValue("integration", name()).log("cannot notify");
      return new Outcome.Failed(Outcome.Reason.OTHER, String.valueOf(e.getMessage()));
    }
  }

  private void again(Outcome.Retry retry) {
    long millis;
    synchronized (this) {
      if (isStopped) {
        failed(Outcome.Reason.CONTEXT_CANCELED, retry.message());
        return;
      }
      if (last == null || !last.message().equals(retry.message())) {
        LOG.atWarn()
            .addKeyValue("receiver", notification.receiver())
            .addKeyValue("integration", name())
            .addKeyValue("aggrGroup", notification.groupKey())
            .addKeyValue("attempts", attempts)
            .addKeyValue("reason", retry.message())
            .log("cannot notify yet");
      }
      last = retry;
      double spread = 0.5 + machinery.random().nextDouble();
      millis = Math.max((long) (wait * spread), retry.retryAfterMillis());
      wait = Math.min(wait * WAIT_FACTOR, WAIT_MAX);
    }
    machinery.timers().after(millis, () -> machinery.executor().execute(this::attempt));
  }

  /// The flush is over: the next one begins.
  private void tooLate() {
    synchronized (this) {
      if (isEnded) {
        return;
      }
      isStopped = true;
      var running = sending;
      if (running != null) {
        running.interrupt();
        return;
      }
    }
    Outcome.Retry seen = last;
    failed(
        seen == null ? Outcome.Reason.CONTEXT_DEADLINE_EXCEEDED : seen.reason(),
        seen == null ? "the flush is over" : seen.message());
  }

  /// Ends the retries; an attempt that is being made may finish.
  void stop() {
    synchronized (this) {
      isStopped = true;
      if (sending != null) {
        return;
      }
    }
    failed(Outcome.Reason.CONTEXT_CANCELED, "the configuration is replaced");
  }

  /// Interrupts the attempt that is being made.
  synchronized void interrupt() {
    var running = sending;
    if (running != null) {
      running.interrupt();
    }
  }

  private void delivered() {
    long repeat = notification.times().repeatIntervalMillis();
    var sent =
        new Sent(machinery.clock().millis(), firing, resolved, notification.memory().entries());
    try {
      machinery.log().keep(key, sent, 2 * repeat);
    } catch (IOException e) {
      machinery.metrics().notKept();
      LOG.atError()
          .addKeyValue("reason", e.getMessage())
          .log("notified, but a restart will not know it");
    }
    end(true);
  }

  private void failed(Outcome.Reason reason, String message) {
    if (!end(false)) {
      return;
    }
    machinery.metrics().failed(integration.spec(), reason);
    LOG.atError()
        .addKeyValue("receiver", notification.receiver())
        .addKeyValue("integration", name())
        .addKeyValue("aggrGroup", notification.groupKey())
        .addKeyValue("attempts", attempts)
        .addKeyValue("reason", message)
        .log("did not notify");
  }

  private boolean end(boolean delivered) {
    synchronized (this) {
      if (isEnded) {
        return false;
      }
      isEnded = true;
      isDelivered = delivered;
    }
    ended.accept(this);
    return true;
  }

  /// Tells whether it was told, or needed not to be.
  synchronized boolean isDelivered() {
    return isDelivered;
  }

  private String name() {
    return integration.spec().type() + "[" + integration.spec().index() + "]";
  }
}
