package io.tocsin.notify.dispatch;

import io.tocsin.notify.AlertmanagerConfig;
import io.tocsin.notify.Integration;
import io.tocsin.notify.Integrations;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// One configuration, ready to be put in force.
///
/// @param integrations by receiver; only of receivers that a route uses
public record Setup(
    AlertmanagerConfig config,
    Integrations.Built built,
    Map<String, List<Integration>> integrations,
    Inhibitor inhibitor) {
  /// Builds what the configuration needs.
  ///
  /// @throws io.tocsin.kit.ConfigException if that is not possible; nothing has changed then
  public static Setup of(AlertmanagerConfig config, Integrations factory, Inhibitor inhibitor) {
    var built = factory.build(config);
    try {
      var byReceiver = new HashMap<String, List<Integration>>();
      for (var name : config.used()) {
        var receiver = config.receiver(name);
        if (receiver != null) {
          byReceiver.put(name, built.of(receiver));
        }
      }
      return new Setup(config, built, byReceiver, inhibitor);
    } catch (RuntimeException e) {
      built.close();
      throw e;
    }
  }

  List<Integration> of(String receiver) {
    return integrations.getOrDefault(receiver, List.of());
  }

  void close() {
    integrations.values().forEach(list -> list.forEach(Integration::close));
    built.close();
  }
}
