package io.tocsin.notify.dispatch;

import io.tocsin.model.Labels;
import io.tocsin.notify.Route;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Puts alerts into the groups of one configuration. Safe for use by many threads.
public final class Dispatcher {
  private final Machinery machinery;
  private final Setup setup;
  private final long startNanos;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition nothingSent = lock.newCondition();
  private final Map<GroupName, Group> groups = new HashMap<>();
  private final Set<Delivery> deliveries = new HashSet<>();
  private boolean isStopped;

  private record GroupName(Route route, Labels labels) {}

  /// @param startNanos before which nothing is flushed, on the clock's monotonic time
  public Dispatcher(Machinery machinery, Setup setup, long startNanos) {
    this.machinery = machinery;
    this.setup = setup;
    this.startNanos = startNanos;
  }

  public Setup setup() {
    return setup;
  }

  /// Takes an alert that was told.
  public void route(KnownAlert alert) {
    for (var route : setup.config().route().match(alert.labels())) {
      group(alert, route);
    }
  }

  private void group(KnownAlert alert, Route route) {
    var name = new GroupName(route, route.groupLabels(alert.labels()));
    lock.lock();
    try {
      var group = groups.get(name);
      if (isStopped || (group != null && group.insert(alert))) {
        return;
      }
      var made = new Group(this, machinery, setup, route, name.labels());
      made.insert(alert);
      groups.put(name, made);
      machinery.metrics().groups(groups.size());
      made.firstFlushAfter(firstWait(alert, route));
    } finally {
      lock.unlock();
    }
  }

  /// One that has fired for longer than the wait does not wait again: it is told after a restart or
  /// a reload at once.
  private long firstWait(KnownAlert alert, Route route) {
    long wait = route.options().waits().groupMillis();
    boolean old = alert.alert().startsAtMillis() + wait < machinery.clock().millis();
    long untilStart = (startNanos - machinery.clock().nanos() + 999_999) / 1_000_000;
    return Math.max(old ? 0 : wait, untilStart);
  }

  void remove(Group group) {
    lock.lock();
    try {
      groups.remove(new GroupName(group.route(), group.labels()), group);
      machinery.metrics().groups(groups.size());
    } finally {
      lock.unlock();
    }
  }

  void begun(Delivery delivery) {
    lock.lock();
    try {
      deliveries.add(delivery);
    } finally {
      lock.unlock();
    }
  }

  void ended(Delivery delivery) {
    lock.lock();
    try {
      deliveries.remove(delivery);
      if (deliveries.isEmpty()) {
        nothingSent.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /// Returns the groups as they are now.
  public List<GroupState> groups() {
    var found = new ArrayList<Group>();
    lock.lock();
    try {
      found.addAll(groups.values());
    } finally {
      lock.unlock();
    }
    return found.stream().map(GroupState::new).toList();
  }

  /// A group, for those who look at it.
  public static final class GroupState {
    private final Group group;
    private final List<KnownAlert> alerts;

    private GroupState(Group group) {
      this.group = group;
      this.alerts = group.alerts();
    }

    public Route route() {
      return group.route();
    }

    public Labels labels() {
      return group.labels();
    }

    public String key() {
      return group.key();
    }

    public List<String> mutedBy() {
      return group.mutedBy();
    }

    public List<KnownAlert> alerts() {
      return alerts;
    }

    /// Returns the route's labels, rendered for the group's alerts.
    public Map<String, String> routeLabels(long nowMillis) {
      var batch =
          alerts.stream().map(known -> known.told(nowMillis)).sorted(AlertOrder.ALERTS).toList();
      return group.routeLabels(batch, nowMillis);
    }
  }

  /// Ends everything. What is being sent may finish within `graceMillis`, so that a reload sends
  /// nothing twice; then it is interrupted.
  public void stop(long graceMillis) {
    List<Delivery> open;
    lock.lock();
    try {
      isStopped = true;
      groups.values().forEach(Group::stop);
      groups.clear();
      open = List.copyOf(deliveries);
    } finally {
      lock.unlock();
    }
    open.forEach(Delivery::stop);
    if (!await(graceMillis)) {
      open.forEach(Delivery::interrupt);
    }
    setup.close();
  }

  private boolean await(long millis) {
    lock.lock();
    try {
      long left = TimeUnit.MILLISECONDS.toNanos(millis);
      while (!deliveries.isEmpty() && left > 0) {
        left = nothingSent.awaitNanos(left);
      }
      return deliveries.isEmpty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }
}
