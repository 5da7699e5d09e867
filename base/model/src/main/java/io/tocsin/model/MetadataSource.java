package io.tocsin.model;

import java.util.Map;

/// Port to what senders said of the metric families they push. Safe for use by many threads.
@FunctionalInterface
public interface MetadataSource {
  /// A store that keeps none.
  MetadataSource NONE = Map::of;

  /// Returns the metadata by metric family name: a snapshot.
  Map<String, MetricMetadata> metadata();
}
