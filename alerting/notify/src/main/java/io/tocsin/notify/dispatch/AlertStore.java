package io.tocsin.notify.dispatch;

import io.tocsin.kit.Clock;
import io.tocsin.model.Alert;
import io.tocsin.model.Labels;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Every alert that fires, and those that are over since the last time that the old ones were
/// forgotten. Safe for use by many threads.
public final class AlertStore {
  private final Clock clock;
  private final int perName;
  private final Map<Labels, KnownAlert> alerts = new HashMap<>();
  private final Map<String, NameLimit> names = new HashMap<>();

  /// @param perName how many alerts of one name are taken; 0 means all
  public AlertStore(Clock clock, int perName) {
    this.clock = clock;
    this.perName = perName;
  }

  /// Takes an alert.
  ///
  /// @return it as it is known now, or null at the limit of its name
  public synchronized @Nullable KnownAlert put(KnownAlert told) {
    var known = told;
    var old = alerts.get(told.labels());
    if (old != null && old.overlaps(told)) {
      known = old.merged(told, clock.millis());
    }
    if (perName > 0) {
      var limit =
          names.computeIfAbsent(known.labels().value(Alert.NAME), _ -> new NameLimit(perName));
      if (!limit.admits(known.labels(), known.alert().endsAtMillis(), clock.millis())) {
        return null;
      }
    }
    alerts.put(known.labels(), known);
    return known;
  }

  /// Forgets what is over.
  ///
  /// @return what was forgotten
  public synchronized List<KnownAlert> forget() {
    long now = clock.millis();
    names.values().removeIf(limit -> limit.isStale(now));
    var forgotten = new ArrayList<KnownAlert>();
    alerts
        .values()
        .removeIf(known -> {
          boolean over = known.isResolvedAt(now);
          if (over) {
            forgotten.add(known);
          }
          return over;
        });
    return forgotten;
  }

  public synchronized List<KnownAlert> all() {
    return new ArrayList<>(alerts.values());
  }

  public synchronized @Nullable KnownAlert find(Labels labels) {
    return alerts.get(labels);
  }
}
