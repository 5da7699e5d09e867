package io.tocsin.server.dropin;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tocsin.kit.YamlSection;
import io.tocsin.notify.AlertmanagerConfig;
import io.tocsin.notify.AlertmanagerOptions;
import io.tocsin.notify.Integration;
import io.tocsin.notify.IntegrationSpec;
import io.tocsin.notify.Integrations;
import io.tocsin.notify.Notification;
import io.tocsin.notify.ReceiverReader;
import io.tocsin.notify.ReceiverSpec;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

final class Receivers {
  private Receivers() {}

  static ReceiverReader reader() {
    return (YamlSection global, String directory) -> {
      global.node().entries().keySet().forEach(global::find);
      return receiver -> {
        receiver.node().entries().keySet().forEach(receiver::find);
        return List.<IntegrationSpec>of();
      };
    };
  }

  static Integrations integrations(AlertmanagerOptions options, PrometheusRegistry metrics) {
    return config -> new Integrations.Built() {
      @Override
      public List<Integration> of(ReceiverSpec receiver) {
        return List.of();
      }

      @Override
      public SortedMap<String, String> routeLabels(
          Map<String, String> templates, Notification notification) {
        return new TreeMap<>(templates);
      }

      @Override
      public void close() {}
    };
  }
}
