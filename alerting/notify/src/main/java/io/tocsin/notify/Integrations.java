package io.tocsin.notify;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/// Turns what a configuration says into what sends: the port between the dispatcher and the
/// services. Nothing that fails here has changed anything yet: a reload builds first and swaps
/// then.
public interface Integrations {
  /// Prepares the templates of a configuration.
  ///
  /// @throws io.tocsin.kit.ConfigException if a template cannot be read or parsed
  Built build(AlertmanagerConfig config);

  /// What one configuration needs. Closed with the dispatcher that uses it.
  interface Built extends AutoCloseable {
    /// Returns the ways out of a receiver, in the order in which Alertmanager builds them.
    List<Integration> of(ReceiverSpec receiver);

    /// Returns the labels of a route with their templates rendered for a group; a label that fails
    /// is left out and said in the log.
    ///
    /// @param notification the group, whose route labels are still templates
    SortedMap<String, String> routeLabels(Map<String, String> templates, Notification notification);

    @Override
    void close();
  }
}
