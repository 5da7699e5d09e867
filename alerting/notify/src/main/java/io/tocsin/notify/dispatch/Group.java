package io.tocsin.notify.dispatch;

import io.tocsin.model.Alert;
import io.tocsin.model.Labels;
import io.tocsin.notify.Integration;
import io.tocsin.notify.Notification;
import io.tocsin.notify.NotifyReason;
import io.tocsin.notify.ReceiverMemory;
import io.tocsin.notify.Route;
import io.tocsin.notify.RouteExplanation.Muting;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Alerts that one route tells together, and when. Safe for use by many threads.
final class Group {
  /// A flush has this long at least, however short the group's interval.
  private static final long FLUSH_MILLIS_MIN = 10_000;

  private final Dispatcher dispatcher;
  private final Machinery machinery;
  private final Setup setup;
  private final Route route;
  private final Labels labels;
  private final String key;
  private final Map<Labels, KnownAlert> alerts = new HashMap<>();
  private List<String> mutedBy = List.of();
  private Timers.@Nullable Timer next;
  private boolean isFlushing;
  private boolean isDueAgain;
  private boolean isOver;

  Group(Dispatcher dispatcher, Machinery machinery, Setup setup, Route route, Labels labels) {
    this.dispatcher = dispatcher;
    this.machinery = machinery;
    this.setup = setup;
    this.route = route;
    this.labels = labels;
    this.key = route.key() + ":" + LabelSetText.print(labels);
  }

  Route route() {
    return route;
  }

  Labels labels() {
    return labels;
  }

  String key() {
    return key;
  }

  synchronized List<String> mutedBy() {
    return mutedBy;
  }

  synchronized List<KnownAlert> alerts() {
    return new ArrayList<>(alerts.values());
  }

  /// Takes an alert; false where the group is over and a new one must be made.
  synchronized boolean insert(KnownAlert alert) {
    if (!isOver) {
      alerts.put(alert.labels(), alert);
    }
    return !isOver;
  }

  synchronized void firstFlushAfter(long millis) {
    if (!isOver) {
      next = machinery.timers().after(millis, this::due);
    }
  }

  /// Ends it: nothing more is sent.
  synchronized void stop() {
    isOver = true;
    cancel();
  }

  private void cancel() {
    var planned = next;
    if (planned != null) {
      planned.cancel();
    }
  }

  /// The time of a flush has come.
  private void due() {
    synchronized (this) {
      if (isOver) {
        return;
      }
      next = machinery.timers().after(route.options().waits().intervalMillis(), this::due);
      if (isFlushing) {
        isDueAgain = true;
        return;
      }
      isFlushing = true;
    }
    begin();
  }

  private void begin() {
    long now = machinery.clock().millis();
    List<KnownAlert> taken = alerts();
    machinery.executor().execute(() -> flush(now, taken));
  }

  private void flush(long now, List<KnownAlert> taken) {
    try {
      var batch = taken.stream().map(known -> known.told(now)).sorted(AlertOrder.ALERTS).toList();
      var integrations = setup.of(route.options().receiver());
      var left = batch.isEmpty() || integrations.isEmpty() ? List.<Alert>of() : unmuted(batch, now);
      if (integrations.isEmpty()) {
        unmuted(batch, now);
      }
      if (left.isEmpty()) {
        ended(now, taken, true);
        return;
      }
      deliver(now, taken, notification(left, routeLabels(batch, now), now));
    } catch (RuntimeException e) {
      ended(now, taken, false);
      throw e;
    }
  }

  /// Returns the alerts that nothing keeps back. Asked in Alertmanager's order: where one reason
  /// takes all of them, the next is not asked.
  private List<Alert> unmuted(List<Alert> batch, long now) {
    var inhibitor = setup.inhibitor();
    var left = new ArrayList<Alert>();
    for (var alert : batch) {
      if (inhibitor.inhibiting(alert.labels()) == null) {
        left.add(alert);
      }
    }
    machinery.metrics().suppressed("inhibition", batch.size() - left.size());
    if (left.isEmpty()) {
      return left;
    }
    var mutes = TimeMutes.of(route.options(), setup.config().timeIntervals(), now);
    synchronized (this) {
      mutedBy = mutes.stream().map(Muting::interval).toList();
    }
    if (!mutes.isEmpty()) {
      boolean active = mutes.getFirst().active();
      machinery
          .metrics()
          .suppressed(active ? "active_time_interval" : "mute_time_interval", left.size());
      return List.of();
    }
    int before = left.size();
    left.removeIf(alert -> !machinery.silencer().silencing(alert.labels()).isEmpty());
    machinery.metrics().suppressed("silence", before - left.size());
    return left;
  }

  private Notification notification(
      List<Alert> told, SortedMap<String, String> routeLabels, long now) {
    var waits = route.options().waits();
    long length = Math.max(waits.intervalMillis(), FLUSH_MILLIS_MIN);
    return new Notification(
        route.options().receiver(),
        key,
        labels,
        routeLabels,
        told,
        NotifyReason.UNKNOWN,
        new Notification.Times(now, now + length, waits.repeatMillis()),
        new ReceiverMemory(Map.of()));
  }

  /// Returns the route's labels, their templates filled in for these alerts.
  SortedMap<String, String> routeLabels(List<Alert> batch, long now) {
    var templates = route.options().labels();
    if (templates.isEmpty() || batch.isEmpty()) {
      return new TreeMap<>();
    }
    var unrendered = notification(batch, new TreeMap<>(templates), now);
    return setup.built().routeLabels(templates, unrendered);
  }

  private void deliver(long now, List<KnownAlert> taken, Notification notification) {
    List<Integration> integrations = setup.of(route.options().receiver());
    var left = new AtomicInteger(integrations.size());
    var failures = new AtomicInteger();
    for (var integration : integrations) {
      var delivery =
          new Delivery(
              machinery,
              integration,
              notification,
              over -> {
                dispatcher.ended(over);
                if (!over.isDelivered()) {
                  failures.incrementAndGet();
                }
                if (left.decrementAndGet() == 0) {
                  ended(now, taken, failures.get() == 0);
                }
              });
      dispatcher.begun(delivery);
      delivery.start();
    }
  }

  /// A flush is over. What was over and everybody was told is forgotten, unless it was told again
  /// meanwhile.
  private void ended(long now, List<KnownAlert> taken, boolean delivered) {
    boolean again;
    boolean empty;
    synchronized (this) {
      if (delivered) {
        // by identity: one that was told again is another object
        Set<KnownAlert> over = Collections.newSetFromMap(new IdentityHashMap<>());
        taken.stream().filter(known -> known.isResolvedAt(now)).forEach(over::add);
        alerts.values().removeIf(over::contains);
      }
      empty = delivered && alerts.isEmpty();
      if (empty) {
        isOver = true;
        cancel();
      }
      again = isDueAgain && !isOver;
      isDueAgain = false;
      isFlushing = again;
    }
    if (empty) {
      dispatcher.remove(this);
    }
    if (again) {
      begin();
    }
  }
}
