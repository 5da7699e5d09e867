package io.tocsin.collect.config;

import io.tocsin.collect.AlertingConfig;
import io.tocsin.collect.LabelRules;
import io.tocsin.http.HttpReader;
import io.tocsin.kit.YamlNode;
import io.tocsin.kit.YamlSection;
import java.util.ArrayList;
import java.util.Set;

/// Reads `alerting`.
final class AlertingReader {
  private static final long TIMEOUT_MILLIS = 10_000;

  private final ReadContext context;

  AlertingReader(ReadContext context) {
    this.context = context;
  }

  AlertingConfig read(YamlSection root) {
    if (!root.has("alerting")) {
      return AlertingConfig.NONE;
    }
    var section = root.require("alerting").section();
    var relabeling = rules(section, "alert_relabel_configs");
    var alertmanagers = new ArrayList<AlertingConfig.Alertmanagers>();
    for (var node : ReadContext.full(section.list("alertmanagers"))) {
      alertmanagers.add(alertmanagers(node));
    }
    section.done();
    return new AlertingConfig(relabeling, alertmanagers);
  }

  private static LabelRules rules(YamlSection section, String key) {
    return new LabelRules(RelabelReader.read(section, key));
  }

  private AlertingConfig.Alertmanagers alertmanagers(YamlNode node) {
    var section = node.section();
    boolean plain = section.list("relabel_configs").isEmpty();
    var relabeling = rules(section, "relabel_configs");
    var own = rules(section, "alert_relabel_configs");
    var discovery = new DiscoveryReader(context).read(section, plain);
    var http = new HttpReader(context.place()).read(section);
    var places =
        new AlertingConfig.Places(
            section.text("scheme", "http"),
            section.text("path_prefix", "/"),
            relabeling,
            discovery.staticGroups(),
            discovery.files());
    long timeout = section.durationMillis("timeout", TIMEOUT_MILLIS);
    if (section.has("api_version")) {
      ReadContext.oneOf(section.require("api_version"), Set.of("v2"));
    }
    if (section.has("sigv4")) {
      section.require("sigv4").section();
    }
    context.unsupported(section, "sigv4");
    section.done();
    return new AlertingConfig.Alertmanagers(http, timeout, own, places);
  }
}
