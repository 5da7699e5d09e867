package io.tocsin.rules.send;

import io.tocsin.collect.AlertingConfig.Alertmanagers;
import io.tocsin.collect.AlertingConfig.Discovery;
import io.tocsin.collect.LabelRules;
import io.tocsin.http.HttpSender;
import io.tocsin.model.Alert;
import io.tocsin.model.Labels;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The Alertmanagers of one entry of the configuration. Safe for use by many threads.
final class AlertmanagerSet {
  private final Alertmanagers config;
  private final SendContext context;
  private final Discovery discovery;
  private final HttpSender sender;
  private final Map<URI, SendLoop> loops = new HashMap<>();
  private volatile List<URI> active = List.of();
  private volatile List<URI> dropped = List.of();

  AlertmanagerSet(Alertmanagers config, SendContext context) {
    this.config = config;
    this.context = context;
    this.discovery = config.places().discover(context.files());
    this.sender = new HttpSender(config.http(), context.surroundings());
    discovery.refresh();
    update();
  }

  Alertmanagers config() {
    return config;
  }

  List<URI> active() {
    return active;
  }

  List<URI> dropped() {
    return dropped;
  }

  synchronized void refresh() {
    if (discovery.refresh()) {
      update();
    }
  }

  private synchronized void update() {
    active = discovery.active();
    dropped = discovery.dropped();
    for (var uri : active) {
      loops.computeIfAbsent(uri, _ -> new SendLoop(uri, sender, config.timeoutMillis(), context));
    }
    for (var uri : List.copyOf(loops.keySet())) {
      if (!active.contains(uri)) {
        var loop = loops.remove(uri);
        if (loop != null) {
          loop.close(context.options().drains());
        }
      }
    }
  }

  synchronized void send(List<Alert> alerts) {
    var own = relabeled(alerts, Labels.EMPTY, config.relabeling());
    if (!own.isEmpty()) {
      loops.values().forEach(loop -> loop.add(own));
    }
  }

  /// Returns alerts with other labels, without those that are dropped.
  static List<Alert> relabeled(List<Alert> alerts, Labels external, LabelRules change) {
    var changed = new ArrayList<Alert>();
    for (var alert : alerts) {
      var labels = alert.labels().builder();
      for (var label : external) {
        if (!labels.has(label.name())) {
          labels.set(label.name(), label.value());
        }
      }
      var after = change.apply(labels.build());
      if (after != null) {
        changed.add(
            new Alert(
                after,
                alert.annotations(),
                alert.startsAtMillis(),
                alert.endsAtMillis(),
                alert.generatorUrl()));
      }
    }
    return changed;
  }

  /// Waits for what is still sent.
  void close() {
    List<SendLoop> ended;
    synchronized (this) {
      ended = List.copyOf(loops.values());
      loops.clear();
    }
    ended.forEach(loop -> loop.close(context.options().drains()));
    sender.close();
  }
}
