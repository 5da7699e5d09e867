package io.tocsin.notify.receivers;

import io.tocsin.notify.Notification;
import io.tocsin.notify.services.Texts;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/// The templates of one configuration: the default ones and those of its files. Safe for use by
/// many threads.
public interface TemplateSource {
  /// Returns what expands templates over a notification.
  Texts over(Notification notification);

  /// Returns the labels of a route with their templates rendered; one that fails is left out.
  SortedMap<String, String> routeLabels(Map<String, String> templates, Notification notification);

  /// Makes sources.
  @FunctionalInterface
  interface Loader {
    /// Reads template files.
    ///
    /// @param patterns of them
    /// @param externalUrl under which people reach this program
    /// @throws io.tocsin.kit.ConfigException if a file cannot be read or parsed
    TemplateSource load(List<String> patterns, String externalUrl);
  }
}
