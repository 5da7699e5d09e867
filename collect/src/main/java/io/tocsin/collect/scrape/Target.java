package io.tocsin.collect.scrape;

import io.tocsin.model.Labels;
import java.net.URI;

/// What is scraped where. Two targets with the same key are the same, whatever discovery says of
/// them beyond it.
///
/// @param discovered labels before relabelling
/// @param problem why it cannot be scraped; empty where it can
record Target(Key key, Labels discovered, String problem) {
  /// @param labels labels after relabelling, without those that begin with `__`
  record Key(Labels labels, URI uri, long intervalMillis, long timeoutMillis) {}

  /// Returns the point within the interval at which this target is scraped: the same after a
  /// restart, and spread over all targets.
  long phaseMillis() {
    long hash = key.labels().hashCode() * 0x9E3779B97F4A7C15L + key.uri().hashCode();
    hash = (hash ^ (hash >>> 32)) * 0xD6E8FEB86659FD93L;
    return Long.remainderUnsigned(hash ^ (hash >>> 32), key.intervalMillis());
  }
}
