package io.tocsin.notify;

import io.tocsin.model.Labels;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Alerts that one route tells one receiver of together.
///
/// @param mutedBy the time intervals that mute it as of its last flush
public record AlertGroup(
    Labels labels,
    SortedMap<String, String> routeLabels,
    String receiver,
    String groupKey,
    String routeId,
    List<String> mutedBy,
    List<AlertView> alerts) {
  public AlertGroup {
    routeLabels = Collections.unmodifiableSortedMap(new TreeMap<>(routeLabels));
    mutedBy = List.copyOf(mutedBy);
    alerts = List.copyOf(alerts);
  }
}
