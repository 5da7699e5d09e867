package io.tocsin.notify.dispatch;

import io.tocsin.kit.Clock;
import io.tocsin.model.Labels;
import io.tocsin.notify.Silence;
import io.tocsin.notify.state.KeptState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Which silences cover an alert. That none does is remembered until another silence is made, so
/// that a flush of thousands of alerts does not ask every silence about each. Safe for use by many
/// threads.
public final class Silencer {
  private final KeptState state;
  private final Clock clock;

  /// The version of the silences at which none covered the alert, now or later.
  private final Map<Labels, Long> uncovered = new ConcurrentHashMap<>();

  public Silencer(KeptState state, Clock clock) {
    this.state = state;
    this.clock = clock;
  }

  /// Returns the ids of the silences that cover the alert now.
  public List<String> silencing(Labels labels) {
    long now = clock.millis();
    long version = state.silencesVersion();
    Long free = uncovered.get(labels);
    if (free != null && free == version) {
      return List.of();
    }
    var covering = state.covering(labels, now);
    if (covering.isEmpty()) {
      uncovered.put(labels, version);
      return List.of();
    }
    var active = new ArrayList<String>();
    for (var silence : covering) {
      if (silence.state(now) == Silence.State.ACTIVE) {
        active.add(silence.id());
      }
    }
    return active;
  }

  /// Forgets what was found for an alert that is over.
  public void forget(Labels labels) {
    uncovered.remove(labels);
  }
}
