package io.tocsin.notify.dispatch;

import io.tocsin.kit.Clock;
import io.tocsin.model.Labels;
import io.tocsin.notify.InhibitRule;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Which alerts keep which others back. Sources are found by the labels that must be equal, so that
/// a lookup costs the same with ten thousand of them. Safe for use by many threads.
public final class Inhibitor {
  private final Clock clock;
  private final List<Rule> rules;

  private record Rule(InhibitRule rule, Map<Labels, Map<Labels, KnownAlert>> sources) {
    Labels equalOf(Labels labels) {
      return labels.keeping(rule.equal());
    }
  }

  public Inhibitor(Clock clock, List<InhibitRule> rules) {
    this.clock = clock;
    this.rules = rules.stream().map(rule -> new Rule(rule, new HashMap<>())).toList();
  }

  /// Learns of an alert that was told.
  public synchronized void learn(KnownAlert known) {
    for (var rule : rules) {
      if (rule.rule().source().matches(known.labels())) {
        rule.sources()
            .computeIfAbsent(rule.equalOf(known.labels()), _ -> new HashMap<>())
            .put(known.labels(), known);
      }
    }
  }

  /// Forgets sources that are over.
  public synchronized void forget() {
    long now = clock.millis();
    for (var rule : rules) {
      rule.sources().values().forEach(some -> some.values().removeIf(k -> k.isResolvedAt(now)));
      rule.sources().values().removeIf(Map::isEmpty);
    }
  }

  /// Returns the labels of an alert that keeps the given one back, or null. One that matches both
  /// sides of a rule is not kept back by another that does.
  public synchronized @Nullable Labels inhibiting(Labels target) {
    long now = clock.millis();
    for (var rule : rules) {
      if (!rule.rule().target().matches(target)) {
        continue;
      }
      boolean both = rule.rule().source().matches(target);
      for (var source : rule.sources().getOrDefault(rule.equalOf(target), Map.of()).values()) {
        boolean counts = !both || !rule.rule().target().matches(source.labels());
        if (counts && !source.isResolvedAt(now)) {
          return source.labels();
        }
      }
    }
    return null;
  }
}
