package io.tocsin.tsdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.Labels;
import java.util.TreeMap;

/// What was written to a store by series and time, and what of it a commit has forced to disk.
final class Acknowledged<V> {
  final TreeMap<Labels, TreeMap<Long, V>> written = new TreeMap<>();
  private final TreeMap<Labels, TreeMap<Long, V>> synced = new TreeMap<>();

  TreeMap<Long, V> series(Labels labels) {
    return written.computeIfAbsent(labels, _ -> new TreeMap<>());
  }

  /// All that was written so far is forced to disk.
  void forced() {
    written.forEach((labels, values) -> synced.put(labels, new TreeMap<>(values)));
  }

  /// Asserts that all that was forced is found, and nothing that was never written; goes on from
  /// what was found.
  void survivedPowerLoss(TreeMap<Labels, TreeMap<Long, V>> found) {
    synced.forEach((labels, values) ->
        assertThat(found.getOrDefault(labels, new TreeMap<>())).containsAllEntriesOf(values));
    found.forEach((labels, values) -> assertThat(written.get(labels)).containsAllEntriesOf(values));
    written.clear();
    written.putAll(found);
    synced.clear();
    forced();
  }
}
