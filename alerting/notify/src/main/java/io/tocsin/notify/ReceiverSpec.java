package io.tocsin.notify;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// A receiver of a configuration. Immutable.
///
/// @param labels for finding it; `name` is always there
/// @param integrations in the order in which Alertmanager builds them
public record ReceiverSpec(
    String name, SortedMap<String, String> labels, List<IntegrationSpec> integrations) {
  public ReceiverSpec {
    labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    integrations = List.copyOf(integrations);
  }
}
