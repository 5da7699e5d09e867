package io.tocsin.notify.dispatch;

import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tocsin.model.Labels;
import io.tocsin.notify.Acknowledgement;
import io.tocsin.notify.Severity;
import io.tocsin.notify.state.AcknowledgementLog;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How long it takes until somebody takes an alert on, and until it is over: per severity and team,
/// the labels `severity` and `team` of the alert. Safe for use by many threads.
public final class Responses {
  private static final Logger LOG = LoggerFactory.getLogger(Responses.class);
  private static final double[] BOUNDS = {60, 300, 900, 1_800, 3_600, 4 * 3_600, 86_400};
  private static final int TEAMS_MAX = 200;

  private final PrometheusRegistry registry;
  private final AcknowledgementLog log;
  private final Histogram acknowledged;
  private final Histogram resolved;
  private final Map<Labels, Long> firing = new HashMap<>();
  private final Set<String> teams = new HashSet<>();

  public Responses(PrometheusRegistry registry, AcknowledgementLog log) {
    this.registry = registry;
    this.log = log;
    acknowledged =
        histogram(
            "tocsin_notify_time_to_acknowledge_seconds",
            "From the start of an alert until somebody acknowledged it.");
    resolved =
        histogram(
            "tocsin_notify_time_to_resolve_seconds",
            "From the start of an alert until it was over.");
  }

  private Histogram histogram(String name, String help) {
    return Histogram.builder()
        .name(name)
        .help(help)
        .labelNames("severity", "team")
        .classicOnly()
        .classicUpperBounds(BOUNDS)
        .register(registry);
  }

  /// Learns of an alert that was told, or that is forgotten because its end has come.
  public synchronized void learn(KnownAlert known, long nowMillis) {
    if (!known.isResolvedAt(nowMillis)) {
      firing.put(known.labels(), known.alert().startsAtMillis());
      return;
    }
    Long start = firing.remove(known.labels());
    if (start == null) {
      return;
    }
    observe(resolved, known.labels(), known.alert().endsAtMillis() - start);
    try {
      log.remove(known.labels());
    } catch (IOException e) {
      LOG.atWarn().addKeyValue("reason", e.getMessage()).log("cannot forget an acknowledgement");
    }
  }

  /// Keeps that somebody has taken the alert on; the first one stays.
  ///
  /// @return who has
  /// @throws IOException if it cannot be kept
  public synchronized Acknowledgement acknowledge(KnownAlert known, Acknowledgement entry)
      throws IOException {
    var kept = log.put(known.labels(), entry);
    if (kept.equals(entry)) {
      observe(acknowledged, known.labels(), entry.atMillis() - known.alert().startsAtMillis());
    }
    return kept;
  }

  /// Forgets who has taken the alert on. What was measured stays: it was seen by then.
  ///
  /// @return whether somebody had
  /// @throws IOException if it cannot be kept
  public synchronized boolean giveBack(Labels labels) throws IOException {
    boolean had = log.find(labels) != null;
    log.remove(labels);
    return had;
  }

  /// Returns who has taken the alert on, or null.
  public @Nullable Acknowledgement find(Labels labels) {
    return log.find(labels);
  }

  private void observe(Histogram histogram, Labels labels, long millis) {
    var team = labels.value("team");
    if (teams.size() < TEAMS_MAX) {
      teams.add(team);
    }
    var counted = teams.contains(team) ? team : "other";
    var severity = Severity.of(labels.value("severity")).text();
    histogram.labelValues(severity, counted).observe(Math.max(0, millis) / 1000.0);
  }

  /// Takes its series out of the registry.
  public void close() {
    registry.unregister(acknowledged);
    registry.unregister(resolved);
  }
}
