package io.tocsin.notify;

import io.tocsin.model.Alert;
import io.tocsin.model.Labels;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a receiver is told of a group. Made by the dispatcher for one flush; what a service needs
/// beyond it (common labels, texts) it makes from this.
///
/// @param receiver the name of the receiver
/// @param groupKey Alertmanager's key of the group, as in `{}/{team="db"}:{alertname="Down"}`
/// @param groupLabels the labels by which the group was made
/// @param routeLabels the labels of the route, rendered
/// @param alerts sorted as Alertmanager sorts them; of a firing one `endsAtMillis` is 0, of a
///   resolved one it is not. Without the resolved ones where the integration does not want them.
/// @param memory what the integration remembers of this group between notifications; what it puts
///   there is kept with the notification log once the notification is delivered
public record Notification(
    String receiver,
    String groupKey,
    Labels groupLabels,
    SortedMap<String, String> routeLabels,
    List<Alert> alerts,
    NotifyReason reason,
    Times times,
    ReceiverMemory memory) {
  /// The times of a flush, in milliseconds.
  ///
  /// @param nowMillis when it began, since the epoch
  /// @param deadlineMillis when it ends, since the epoch: what is sent later comes too late
  /// @param repeatIntervalMillis after how long the same is told again
  public record Times(long nowMillis, long deadlineMillis, long repeatIntervalMillis) {}

  public Notification {
    routeLabels = Collections.unmodifiableSortedMap(new TreeMap<>(routeLabels));
    alerts = List.copyOf(alerts);
  }

  public long nowMillis() {
    return times.nowMillis();
  }

  /// Tells whether an alert of this notification is over.
  public static boolean isResolved(Alert alert) {
    return alert.endsAtMillis() != 0;
  }

  public List<Alert> firing() {
    return alerts.stream().filter(alert -> !isResolved(alert)).toList();
  }

  public List<Alert> resolved() {
    return alerts.stream().filter(Notification::isResolved).toList();
  }

  /// Tells whether nothing fires any more: Alertmanager's status `resolved` of the whole.
  public boolean isAllResolved() {
    return alerts.stream().allMatch(Notification::isResolved);
  }

  /// Returns the same without the alerts that are over.
  public Notification firingOnly() {
    return new Notification(
        receiver, groupKey, groupLabels, routeLabels, firing(), reason, times, memory);
  }
}
