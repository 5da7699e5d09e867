package io.tocsin.rules;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tocsin.collect.AlertingConfig;
import io.tocsin.collect.ReadFiles;
import io.tocsin.http.HttpSurroundings;
import io.tocsin.model.Alert;
import io.tocsin.model.AlertSink;
import io.tocsin.model.Labels;
import io.tocsin.rules.send.AlertmanagerSets;
import java.io.Closeable;
import java.util.List;

/// Sends alerts to Alertmanagers outside of this process. Safe for use by many threads.
///
/// Each Alertmanager has a queue and a virtual thread. What does not fit a queue pushes out what is
/// oldest in it, and what an Alertmanager does not take is dropped: rules tell again.
public final class AlertSender implements AlertSink, AlertmanagerSource, Closeable {
  private final AlertmanagerSets sets;

  /// How alerts are sent.
  ///
  /// @param queueMax how many alerts wait for one Alertmanager at most
  /// @param batchMax how many are sent in one request at most
  /// @param drains whether those that wait at the end are still sent
  public record Options(int queueMax, int batchMax, boolean drains) {
    /// What Prometheus does without flags.
    public static final Options DEFAULT = new Options(10_000, 256, true);
  }

  /// Begins with no Alertmanagers.
  public AlertSender(
      Options options,
      HttpSurroundings surroundings,
      ReadFiles files,
      PrometheusRegistry registry) {
    this.sets = new AlertmanagerSets(options, surroundings, files, registry);
  }

  /// Goes on with other Alertmanagers. Those that are asked as before keep their queues.
  ///
  /// @param externalLabels are added to alerts that have none of the same name
  public void apply(AlertingConfig config, Labels externalLabels) {
    sets.apply(config, externalLabels);
  }

  @Override
  public void accept(List<Alert> alerts) {
    sets.send(alerts);
  }

  @Override
  public List<String> active() {
    return sets.active();
  }

  @Override
  public List<String> dropped() {
    return sets.dropped();
  }

  /// Ends sending; what waits is sent before, if the options say so.
  @Override
  public void close() {
    sets.close();
  }
}
