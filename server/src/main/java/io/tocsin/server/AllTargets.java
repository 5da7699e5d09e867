package io.tocsin.server;

import io.tocsin.collect.RelabelStep;
import io.tocsin.collect.TargetSource;
import io.tocsin.collect.TargetView;
import io.tocsin.model.Labels;
import io.tocsin.model.MetricMetadata;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What is scraped and what is collected here, as one list of targets.
record AllTargets(List<TargetSource> sources) implements TargetSource {
  @Override
  public List<String> pools() {
    var pools = new TreeSet<String>();
    sources.forEach(source -> pools.addAll(source.pools()));
    return List.copyOf(pools);
  }

  @Override
  public List<TargetView> active() {
    var targets = new ArrayList<TargetView>();
    sources.forEach(source -> targets.addAll(source.active()));
    return targets;
  }

  @Override
  public Map<String, List<Labels>> dropped() {
    var dropped = new HashMap<String, List<Labels>>();
    sources.forEach(source -> dropped.putAll(source.dropped()));
    return dropped;
  }

  @Override
  public Map<String, Integer> droppedCounts() {
    var counts = new HashMap<String, Integer>();
    sources.forEach(
        source -> source.droppedCounts().forEach((k, v) -> counts.merge(k, v, Integer::sum)));
    return counts;
  }

  @Override
  public Map<String, MetricMetadata> metadata(TargetView target) {
    for (var source : sources) {
      if (source.active().contains(target)) {
        return source.metadata(target);
      }
    }
    return Map.of();
  }

  @Override
  public @Nullable String poolText(String pool) {
    var source = of(pool);
    return source == null ? null : source.poolText(pool);
  }

  @Override
  public @Nullable List<RelabelStep> relabelSteps(String pool, Labels discovered) {
    var source = of(pool);
    return source == null ? null : source.relabelSteps(pool, discovered);
  }

  private @Nullable TargetSource of(String pool) {
    for (var source : sources) {
      if (source.pools().contains(pool)) {
        return source;
      }
    }
    return null;
  }
}
