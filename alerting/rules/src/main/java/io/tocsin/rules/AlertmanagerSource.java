package io.tocsin.rules;

import java.util.List;

/// Read access to the Alertmanagers that alerts are sent to. Safe for use by many threads; every
/// answer is a snapshot.
public interface AlertmanagerSource {
  /// Alerts are sent nowhere.
  AlertmanagerSource NONE =
      new AlertmanagerSource() {
        @Override
        public List<String> active() {
          return List.of();
        }

        @Override
        public List<String> dropped() {
          return List.of();
        }
      };

  /// Returns the URLs that alerts are posted to.
  List<String> active();

  /// Returns the URLs that relabelling has dropped.
  List<String> dropped();
}
