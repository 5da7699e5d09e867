package io.tocsin.rules;

import java.util.List;

/// A group and how its last evaluation went.
///
/// @param lastMillis when it began; 0 before the first
public record GroupView(RuleGroup group, long tookNanos, long lastMillis, List<RuleView> rules) {
  public GroupView {
    rules = List.copyOf(rules);
  }
}
