package io.tocsin.collect.config;

import io.tocsin.http.HttpReader;
import io.tocsin.kit.YamlNode;
import io.tocsin.kit.YamlSection;
import java.util.Set;

/// Checks `alerting`.
final class AlertingReader {
  private final ReadContext context;

  AlertingReader(ReadContext context) {
    this.context = context;
  }

  void read(YamlSection root) {
    if (!root.has("alerting")) {
      return;
    }
    var section = root.require("alerting").section();
    RelabelReader.read(section, "alert_relabel_configs");
    for (var node : ReadContext.full(section.list("alertmanagers"))) {
      alertmanager(node);
    }
    context.unsupported(section, "alert_relabel_configs", "alertmanagers");
    section.done();
  }

  private void alertmanager(YamlNode node) {
    var section = node.section();
    var relabel = RelabelReader.read(section, "relabel_configs");
    RelabelReader.read(section, "alert_relabel_configs");
    new DiscoveryReader(context).read(section, relabel.isEmpty());
    new HttpReader(context.place()).read(section);
    section.text("scheme", "http");
    section.text("path_prefix", "/");
    section.durationMillis("timeout", 10_000);
    if (section.has("api_version")) {
      ReadContext.oneOf(section.require("api_version"), Set.of("v2"));
    }
    if (section.has("sigv4")) {
      section.require("sigv4").section();
    }
    section.done();
  }
}
