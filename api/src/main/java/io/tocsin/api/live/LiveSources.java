package io.tocsin.api.live;

import io.tocsin.api.AlertingParts;
import io.tocsin.api.ApiParts;
import io.tocsin.api.Health;
import io.tocsin.model.Alert;
import io.tocsin.model.Event;
import io.tocsin.model.Events;
import io.tocsin.notify.AlertQuery;
import io.tocsin.notify.AlertView;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What is looked at for changes: the states of everything that a page shows.
public final class LiveSources {
  private final ApiParts parts;

  private LiveSources(ApiParts parts) {
    this.parts = parts;
  }

  /// Has the states of these parts looked at.
  public static void watch(Live live, ApiParts parts) {
    var sources = new LiveSources(parts);
    live.watch(Topic.TARGETS, sources::targets);
    live.watch(Topic.HEALTH, sources::health);
    live.watch(Topic.CONFIG, sources::configuration);
    live.watch(Topic.ALERTS, sources::alerts);
    var alerting = parts.alerting();
    if (alerting != null) {
      live.watch(Topic.SILENCES, () -> silences(alerting));
    }
  }

  /// Returns the same events, of which new ones are told.
  public static Events telling(Events events, Live live) {
    return new Events() {
      @Override
      public int add(List<Event> added) throws IOException {
        int fresh = events.add(added);
        if (fresh > 0) {
          added.forEach(event -> live.tell(Topic.EVENTS, event.kind()));
        }
        return fresh;
      }

      @Override
      public List<Event> find(Query query, int limit) {
        return events.find(query, limit);
      }
    };
  }

  private Map<String, String> targets() {
    var states = new HashMap<String, String>();
    for (var target : parts.targets().active()) {
      var name = target.pool() + " " + target.labels().value("instance");
      states.merge(name, target.health().name(), String::concat);
    }
    return states;
  }

  /// The reasons are left out: they hold numbers that never stand still.
  private Map<String, String> health() {
    var states = new HashMap<String, String>();
    for (var component : parts.health().components(Health.Question.ALL)) {
      states.put(component.name(), component.state().name());
    }
    return states;
  }

  private Map<String, String> configuration() {
    var runtime = parts.status().runtime();
    var states = new HashMap<String, String>();
    states.put("configuration", runtime.reloaded() + " " + runtime.lastReloadMillis());
    var alerting = parts.alerting();
    if (alerting != null) {
      int shown = alerting.alertmanager().config().shown().hashCode();
      states.put("alertmanager", Integer.toString(shown));
    }
    return states;
  }

  /// Alerts of one name are one: their states, whatever their order, are added up.
  private Map<String, String> alerts() {
    var sums = new HashMap<String, Long>();
    for (var group : parts.rules().groups()) {
      for (var rule : group.rules()) {
        for (var alert : rule.alerts()) {
          add(sums, rule.rule().name(), 31L * alert.labels().hashCode() + (alert.firing() ? 1 : 0));
        }
      }
    }
    var alerting = parts.alerting();
    if (alerting != null) {
      alerting.alertmanager().alerts(AlertQuery.ALL).forEach(alert -> add(sums, alert));
    }
    var states = new HashMap<String, String>();
    sums.forEach((name, sum) -> states.put(name, sum.toString()));
    return states;
  }

  private static void add(Map<String, Long> sums, AlertView alert) {
    long state = 17L * alert.alert().labels().hashCode() + alert.status().hashCode();
    state = 31 * state + alert.mutedBy().hashCode();
    var taken = alert.acknowledgement();
    add(sums, alert.alert().labels().value(Alert.NAME), 31 * state + (taken == null ? 0 : 1));
  }

  private static void add(Map<String, Long> sums, String name, long state) {
    // mixed, so that two states that change places do not cancel out
    sums.merge(name, (state * 0x9e3779b97f4a7c15L) >>> 7, Long::sum);
  }

  private static Map<String, String> silences(AlertingParts alerting) {
    long now = alerting.clock().millis();
    var states = new HashMap<String, String>();
    for (var silence : alerting.alertmanager().silences().all()) {
      states.put(silence.id(), silence.state(now).name() + silence.updatedAtMillis());
    }
    return states;
  }
}
