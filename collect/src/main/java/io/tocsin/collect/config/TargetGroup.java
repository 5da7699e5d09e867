package io.tocsin.collect.config;

import io.tocsin.kit.YamlNode;
import io.tocsin.model.Labels;
import java.util.ArrayList;
import java.util.List;

/// Targets that share labels.
///
/// @param addresses `host:port` of each
public record TargetGroup(List<String> addresses, Labels labels) {

  /// Reads a group as `static_configs` and discovery files have it.
  ///
  /// @param checkAddresses whether a URL as an address is refused
  public static TargetGroup read(YamlNode node, boolean checkAddresses) {
    var section = node.section();
    var addresses = new ArrayList<String>();
    for (var address : section.list("targets")) {
      if (checkAddresses && address.text().contains("/")) {
        throw address.refuse("a host and port, without scheme and path");
      }
      addresses.add(address.text());
    }
    var labels = section.find("labels");
    section.done();
    return new TargetGroup(
        List.copyOf(addresses), labels == null ? Labels.EMPTY : LabelReader.labels(labels));
  }
}
