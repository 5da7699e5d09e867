package io.tocsin.rules.send;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tocsin.collect.AlertingConfig;
import io.tocsin.collect.LabelRules;
import io.tocsin.collect.ReadFiles;
import io.tocsin.http.HttpSurroundings;
import io.tocsin.model.Alert;
import io.tocsin.model.Labels;
import io.tocsin.rules.AlertSender.Options;
import java.io.Closeable;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// All entries of a configuration, and the thread that watches discovery files. Safe for use by
/// many threads.
public final class AlertmanagerSets implements Closeable {
  private static final long WATCH_NANOS = 5_000_000_000L;

  private final SendContext context;
  private volatile Current current = new Current(LabelRules.NONE, Labels.EMPTY, List.of());
  private @Nullable Thread watcher;
  private volatile boolean closed;

  /// What holds now, swapped as a whole.
  private record Current(
      LabelRules relabeling, Labels externalLabels, List<AlertmanagerSet> sets) {}

  public AlertmanagerSets(
      Options options,
      HttpSurroundings surroundings,
      ReadFiles files,
      PrometheusRegistry registry) {
    var metrics = new SendMetrics(registry, options.queueMax(), () -> active().size());
    this.context = new SendContext(options, surroundings, files, metrics);
  }

  public synchronized void apply(AlertingConfig config, Labels externalLabels) {
    if (closed) {
      throw new IllegalStateException("sender of alerts: is closed");
    }
    var old = new ArrayList<>(current.sets());
    var now = new ArrayList<AlertmanagerSet>();
    for (var one : config.alertmanagers()) {
      var kept = old.stream().filter(set -> set.config().equals(one)).findFirst();
      kept.ifPresent(old::remove);
      now.add(kept.orElseGet(() -> new AlertmanagerSet(one, context)));
    }
    current = new Current(config.relabeling(), externalLabels, List.copyOf(now));
    old.forEach(AlertmanagerSet::close);
    boolean watches =
        config.alertmanagers().stream().anyMatch(one -> !one.places().files().isEmpty());
    if (watches && watcher == null) {
      watcher = Thread.ofVirtual().name("alertmanagers").start(this::watch);
    }
  }

  private void watch() {
    try {
      while (!closed) {
        context.surroundings().clock().sleepNanos(WATCH_NANOS);
        current.sets().forEach(AlertmanagerSet::refresh);
      }
    } catch (InterruptedException ended) {
      return;
    }
  }

  public void send(List<Alert> alerts) {
    var now = current;
    if (now.sets().isEmpty()) {
      return;
    }
    var relabeled = AlertmanagerSet.relabeled(alerts, now.externalLabels(), now.relabeling());
    if (!relabeled.isEmpty()) {
      now.sets().forEach(set -> set.send(relabeled));
    }
  }

  public List<String> active() {
    return urls(AlertmanagerSet::active);
  }

  public List<String> dropped() {
    return urls(AlertmanagerSet::dropped);
  }

  private List<String> urls(Function<AlertmanagerSet, List<URI>> question) {
    return current.sets().stream()
        .flatMap(set -> question.apply(set).stream())
        .map(URI::toString)
        .toList();
  }

  @Override
  public void close() {
    Thread watching;
    synchronized (this) {
      closed = true;
      watching = watcher;
    }
    if (watching != null) {
      watching.interrupt();
    }
    current.sets().forEach(AlertmanagerSet::close);
  }
}
