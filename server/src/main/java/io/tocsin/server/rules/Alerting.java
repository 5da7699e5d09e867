package io.tocsin.server.rules;

import io.tocsin.api.PageStores.RuleText;
import io.tocsin.collect.PrometheusConfig;
import io.tocsin.collect.ReadFiles;
import io.tocsin.rules.AlertSender;
import io.tocsin.rules.AlertmanagerSource;
import io.tocsin.rules.Anomalies;
import io.tocsin.rules.RuleSet;
import io.tocsin.rules.RuleSource;
import io.tocsin.rules.Rules;
import java.io.Closeable;
import java.util.List;

/// Rules, anomalies, and the sending of alerts. Closing ends the rules first, so that nothing is
/// told any more when sending ends.
public record Alerting(Rules rules, Anomalies anomalies, AlertSender sender) implements Closeable {
  /// Goes on with another configuration.
  ///
  /// @param set the rules that it names, as [RuleLoading] loads them, with the saved ones
  /// @param saved rules that were saved on the pages
  public void apply(PrometheusConfig config, RuleSet set, List<RuleText> saved) {
    sender.apply(config.alerting(), config.externalLabels());
    anomalies.apply(RuleLoading.plain(config, ReadFiles.disk(), saved));
    rules.apply(set);
  }

  public RuleSource source() {
    return rules;
  }

  public AlertmanagerSource alertmanagers() {
    return sender;
  }

  @Override
  public void close() {
    rules.close();
    anomalies.close();
    sender.close();
  }
}
