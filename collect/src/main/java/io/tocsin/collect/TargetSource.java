package io.tocsin.collect;

import io.tocsin.model.Labels;
import io.tocsin.model.MetricMetadata;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Read access to what is being scraped. Safe for use by many threads; every answer is a snapshot.
public interface TargetSource {
  /// Returns the names of the scrape pools, sorted.
  List<String> pools();

  /// Returns the active targets of all pools, by pool and URL.
  List<TargetView> active();

  /// Returns the discovered labels of dropped targets by pool, at most `keep_dropped_targets` each.
  Map<String, List<Labels>> dropped();

  /// Returns how many targets were dropped by relabelling, by pool; counts those beyond the limit
  /// too.
  Map<String, Integer> droppedCounts();

  /// Returns the metadata that the target last exposed, by metric family name; empty where the
  /// target is not known.
  Map<String, MetricMetadata> metadata(TargetView target);

  /// Returns how the targets of a pool are scraped, as YAML with the defaults that hold and without
  /// secrets; null where there is no such pool.
  @Nullable String poolText(String pool);

  /// Returns what the pool's relabelling rules make of a discovered target one after the other;
  /// null where there is no such pool.
  @Nullable List<RelabelStep> relabelSteps(String pool, Labels discovered);
}
